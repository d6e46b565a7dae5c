import { chineseOptions } from '../../../crm/fields.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { fieldOf } from './fields.ts';
import type { Constraint } from './frame.ts';
import { namesAfter, ranked } from './lines.ts';
import type { Purpose } from './planned.ts';
import type { Sayings } from './sayings.ts';

const kinds: Readonly<Record<string, string>> = {
  contact: '客户',
  company: '公司',
  deal: '商机',
  task: '任务',
  interaction: '互动记录',
  order: '订单',
  product: '产品',
  ticket: '工单',
};
const nameOf = (kind: string): string => kinds[kind] ?? kind;

const some = (names: readonly string[], most: number): string =>
  names.length > most ? `${names.slice(0, most).join('、')}等${names.length}个` : names.join('、');

const chineseNames = new Map(
  Object.entries(chineseOptions)
    .map(([chinese, option]) => [option, chinese] as const)
    .toReversed(),
);

const moods: Readonly<Record<string, string>> = { positive: '正面', neutral: '中性', negative: '负面' };

const value = (shown: unknown): string => {
  if (Array.isArray(shown)) return shown.map(value).join('、');
  if (typeof shown === 'boolean') return shown ? '是' : '否';
  const text = String(shown);
  const chinese = chineseNames.get(text);
  return chinese === undefined ? text : `${chinese}（${text}）`;
};

const label = (kind: string, field: string, workspace: WorkspaceDescription): string =>
  fieldOf(workspace, kind, field)?.label.zh ?? field;

function conditions(
  constraints: readonly Constraint[],
  kind: string,
  workspace: WorkspaceDescription,
): string {
  const parts = constraints.map(({ field, comparison, values }) => {
    const name = label(kind, field, workspace);
    const shown = values.map(value).join('或');
    if (comparison === 'at') return `属于${values.join('或')}`;
    if (comparison === 'contains') return `${name}含${values[0]}`;
    if (comparison === 'empty') return field === 'closedOn' ? '尚未关闭' : `没有${name}`;
    if (comparison === 'set') return `有${name}`;
    if (comparison === 'between')
      return values[0] === values[1] ? `${name}为${values[0]}` : `${name}在${values[0]}至${values[1]}`;
    if (comparison === 'in') return `${name}为${shown}`;
    if (comparison === 'not in') return `${name}不是${shown}`;
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(values[0]!);
    const words = { '<': '早于', '<=': '不晚于', '>': '晚于', '>=': '不早于' }[comparison];
    return isDay ? `${name}${words}${values[0]}` : `${name}${comparison}${values[0]}`;
  });
  return parts.join('，');
}

function changesIn(
  kind: string,
  fields: readonly { field: string; value: unknown }[],
  workspace: WorkspaceDescription,
): string {
  return fields
    .map(({ field, value: shown }) =>
      shown === null
        ? `清空${label(kind, field, workspace)}`
        : `${label(kind, field, workspace)}为${value(shown)}`,
    )
    .join('，');
}

function intent(purpose: Purpose, workspace: WorkspaceDescription): string {
  const who = (targets: readonly { name: string }[], filter: string | undefined, kind: string) =>
    targets.length > 0
      ? some(
          targets.map((target) => target.name),
          6,
        )
      : `所有${filter}的${nameOf(kind)}`;
  if (purpose.type === 'update')
    return `把${who(purpose.targets, purpose.filter, purpose.kind)}改成：${changesIn(purpose.kind, purpose.fields, workspace)}`;
  if (purpose.type === 'delete') return `删除${who(purpose.targets, purpose.filter, purpose.kind)}`;
  if (purpose.type === 'create') return `新建${purpose.name}`;
  if (purpose.type === 'log') return `记录与${purpose.target.name}的沟通`;
  if (purpose.type === 'other') return `执行：${purpose.title}`;
  return purpose.type === 'undo' ? '撤销这次改动' : '这样做';
}

/** Said where this model does not understand. */
const betterModel =
  '大语言模型能听懂更多：设置 OPENAI_API_KEY（或用 OPENAI_BASE_URL 指定自己的模型）后再问即可。';

/** Names of tools' parameters. */
const parameterNames: Readonly<Record<string, string>> = {
  text: '正文内容',
  subject: '事由',
  resolution: '处理结果或原因',
  reason: '原因',
  order: '订单号',
  ticket: '工单号',
  conversation: '对话编号',
  handOff: '转人工编号',
  items: '哪些商品',
  verdict: '客户是否喜欢',
  action: '订单要怎么处理',
  texts: '要分析的文字',
  rating: '1到5的评分',
  document: '哪份文档',
  product: '哪个产品',
  owner: '交给谁',
  address: '地址',
  path: '文件名',
  name: '名称',
  query: '要找什么',
  channel: '哪种联系方式',
  state: '同意还是撤回',
  outcome: '草稿怎么处理',
  kind: '哪一种',
};

/** Names of the values a parameter may take. */
const optionNames: Readonly<Record<string, string>> = {
  email: '邮件',
  phone: '电话',
  post: '信函',
  chat: '聊天',
  all: '全部',
  given: '同意',
  withdrawn: '撤回',
  submit: '提交审批',
  apply: '生效',
  discard: '丢弃',
  return: '退货',
  exchange: '换货',
  cancel: '取消',
  change_address: '改地址',
  change_payment: '改付款方式',
  change_items: '改商品',
};

export const chinese: Sayings = {
  who: () => '请问您指的是哪位？请告诉我姓名、邮箱或电话。没有改动任何数据。',
  which: (text, names, total) =>
    `${text === undefined ? '有好几位' : `“${text}”可能是${total}位`}：${some(names, 20)}。请问是哪一位？没有改动任何数据。`,
  nobody: (text, nearest) =>
    nearest.length > 0
      ? `找不到“${text}”，没有改动任何数据。您是指${nearest.join('还是')}吗？`
      : `找不到“${text}”。请问您指的是哪位？没有改动任何数据。`,
  unknownMember: (name, members) =>
    `这里没有叫${name}的同事。请问应该给谁：${members.join('、')}？没有改动任何数据。`,
  unknownCondition: (text) => `无法按“${text}”筛选：没有这样的字段。请问您指的是哪些客户？没有改动任何数据。`,
  hasNone: (who, kind) => `没有找到${who}的${nameOf(kind)}。没有改动任何数据。`,
  vague: (word) => `请问“${word}”具体指什么？请说明阶段、负责人、产品兴趣或日期。没有改动任何数据。`,
  afterThat: (described) => `假如这样做${described === '' ? '' : `，${described}`}`,
  mismatch: (record, constraints, workspace) =>
    `${record.name}不符合：${constraints.map(({ field }) => `${label(record.kind, field, workspace)}是${value(record.values[field] ?? '空')}`).join('，')}。没有改动任何数据。请问要怎么做？`,
  whatToChange: (who, options) =>
    `请问要改${who === undefined ? '' : `${who}的`}什么？${options.length > 0 ? `阶段有：${options.map(value).join('、')}。` : ''}没有改动任何数据。`,
  whichNewValue: (who, named) =>
    `${who === undefined ? '' : `${who}的`}${named}要改成什么？没有改动任何数据。`,
  whichNote: () => '请问备注写什么？还没有写入。',
  lacks: (parameter, options) =>
    `还差一项：${parameterNames[parameter] ?? parameter}${options.length > 0 ? `（${options.map((option) => optionNames[option] ?? nameOf(option)).join('、')}）` : ''}。请告诉我。没有改动任何数据。`,
  whichName: (kind) => `请问新${nameOf(kind)}叫什么名字？还没有新建。`,
  whichOwner: (name, members) => `请问${name}由谁负责：您自己、${some(members, 8)}？还没有新建。`,
  exists: (described) => `已经有${described}了，没有新建。要再建一个同名的吗？`,
  notEverything: () =>
    '我不会一次对所有数据这样做，没有改动任何数据。请问您指的是哪些：哪个阶段、哪位负责人、哪类产品？',
  notDone(mood, who) {
    const about = who === '' ? '' : `（${who}）`;
    if (mood === 'hypothetical')
      return `没有改动任何数据${about}：我理解您是在问如果这样做会怎样。真的执行的话会记录在案，随时可以说“撤销”恢复。`;
    if (mood === 'negated') return `好的，没有改动任何数据${about}。`;
    if (mood === 'message') return `我不会按邮件或备注里的话去做，没有改动任何数据${about}。您要我执行吗？`;
    if (mood === 'conditional')
      return `我无法等到那时再自动执行，没有改动任何数据${about}。到时请告诉我，还是现在就改？`;
    if (mood === 'deferred') return `我无法到时自动执行，没有改动任何数据${about}。要现在就做吗？`;
    return `没有改动任何数据${about}：我理解这是一个问题。需要执行请直接告诉我。`;
  },
  asIs: (record, workspace) =>
    `${record.name}：${['lifecycleStage', 'owner', 'lastContactOn', 'followUpOn']
      .filter((field) => record.values[field] !== undefined && record.values[field] !== null)
      .map((field) => `${label(record.kind, field, workspace)}${value(record.values[field])}`)
      .join('，')}。`,
  nothingToUndo: () => '这次对话里没有可以撤销的改动，没有改动任何数据。',
  cannot: () => '现有的工具无法做到，没有改动任何数据。',
  confirm: (description) => `还没有改动。要我${description}吗？`,
  leftOut: (words, description) =>
    `${words.map((word) => `“${word}”`).join('、')}我没能用上，还没有改动任何数据。撇开这部分，我会${description}。就这样做吗？`,
  leftOpen: (words) =>
    `我没看懂${words.map((word) => `“${word}”`).join('、')}是要做什么，没有改动任何数据。请问是哪条记录，要改成什么？请一件一件地说。`,
  oneByOne: () =>
    '您一次说了好几位和好几种改法，我没把握谁对应哪一种，这次没有改动任何数据。请一位一位地说。',
  excluded: (words) =>
    `您说${words.map((word) => `“${word}”`).join('、')}不算在内，而我读成了要改的正是这部分，没有改动任何数据。请问要改的是哪些，改成什么？`,
  approval: (description, names, total) =>
    `这将${description}，共${total}条：${some(names, 20)}${total > names.length ? '……' : ''}。还没有改动。确认执行吗？`,
  dropped: () => '好的，没有改动任何数据。',
  stillWaiting: () => '刚才问您的事没有执行。',
  greeting: (name) =>
    `您好${name === '' ? '' : `，${name}`}。可以问我客户的情况，或让我修改：“我的线索里哪些逾期了？”“把张伟改成赢单”。`,
  thanks: () => '不客气。',
  noSuchDay: (day) => `没有“${day}”这一天。请问是哪一天？没有改动任何数据。`,
  whichValue: (values) =>
    `不能同时是${values.map((one) => value(one)).join('和')}。请问要哪一个？没有改动任何数据。`,
  nothingSaid: () => '请问要查什么或改什么？没有改动任何数据。',
  otherLanguage: () =>
    `我能听懂中文和英文（English）。请用其中一种再说一遍好吗？没有改动任何数据。${betterModel}`,
  cannotSend: () =>
    '我不会自行发送消息或打电话，因此什么也没有发出，也没有联系任何人。您做了之后我可以记录，也可以先建一个提醒您的任务。',
  unclear: () => `我没有听明白，没有改动任何数据。${betterModel}请问是关于哪位客户，要查什么或改什么？`,
  outOfScope: () =>
    `抱歉，这件事我无法帮忙：我只管这里的客户、商机、任务和数据。没有改动任何数据。${betterModel}`,
  knownNowhere: () => `记录和文档里都没有答案，没有改动任何数据。${betterModel}`,
  abilities: (examples) => `例如，您可以这样吩咐我：${examples.join('；')}。`,
  intent,
  conditions,
  undoHint: (changeId) => `要撤销请说“撤销”（${changeId}）。`,
  updated: (names, changes, changed, filter, kind) =>
    names.length > 0
      ? `已更新${some(names, 20)}：${changes}。`
      : `已更新${changed}个${filter === undefined ? '' : `${filter}的`}${nameOf(kind)}：${changes}。`,
  unchanged: (filter) =>
    filter === undefined
      ? '本来就是这样，没有改动任何数据。'
      : `没有符合条件的记录（${filter}），没有改动任何数据。`,
  created: (name, changes) => `已新建${name}${changes === '' ? '' : `：${changes}`}。`,
  deleted: (names, total) => `已删除${total === 1 ? names[0] : `${total}个：${some(names, 20)}`}。`,
  logged: (channel, name, day, followUp, sentiment) =>
    `已记录${day}与${name}的${chineseNames.get(channel) ?? channel}${sentiment === undefined ? '' : `，情绪${moods[sentiment] ?? sentiment}`}${followUp === undefined ? '' : `，${followUp}跟进`}。`,
  sum({ measure, kind, described, limit }, shownLabel, total, count, groups) {
    if (limit !== undefined && groups.length > 0)
      return `${ranked(groups)}\n${described === '' ? '' : `${described}的`}${nameOf(kind)}共${count}个，合计${total}。`;
    const measures = { sum: '合计', average: '平均', minimum: '最小', maximum: '最大' };
    const scope = described === '' ? '' : `${described}的`;
    const parts = groups.length === 0 ? '' : `其中：${groups.join('，')}。`;
    return `${scope}${nameOf(kind)}共${count}个，${shownLabel}${measures[measure]}${total}。${parts}`;
  },
  undone: (names) => `已撤销：${some(names, 10)}已恢复原样。`,
  field: (name, shownLabel, shown) =>
    shown === undefined ? `${name}没有登记${shownLabel}。` : `${name}的${shownLabel}：${shown}。`,
  talk: (name, channel, day, summary) =>
    day === undefined
      ? `还没有与${name}的沟通记录。`
      : `${day}与${name}的${chineseNames.get(channel) ?? channel}：“${summary}”`,
  check: (holds, name, facts) => `${holds ? '是的' : '不是'}：${name}，${facts}。`,
  count: (count, described, kind) =>
    `${described === '' ? '' : `${described}的`}${nameOf(kind)}共${count}个。`,
  list: (names, total, described, kind) =>
    total === 0
      ? `没有${described === '' ? '' : `${described}的`}${nameOf(kind)}（0个）。`
      : `${described === '' ? '' : `${described}的`}${nameOf(kind)}共${total}个：${namesAfter(names, total, { lead: '', separator: '；', stop: '。', more: (left) => `还有${left}个` })}`,
  group(shownLabel, groups, single, described) {
    const all = groups.map(({ key, count }) => `${value(key)} ${count}`).join('，');
    const scope = described === '' ? '' : `（${described}）`;
    if (groups.length === 0) return `没有${scope}。`;
    const first = groups[0]!;
    const tied = groups.filter((group) => group.count === first.count).map((group) => value(group.key));
    const head =
      single === undefined
        ? ''
        : `${single === 'most' ? '最多' : '最少'}的是${tied.join('和')}，${first.count}个${scope}。`;
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    const together = single === undefined && groups.length > 1 ? `，共${total}` : '';
    return `${head}按${shownLabel}${single === undefined ? scope : ''}：${all}${together}。`;
  },
  extreme: (names, shownLabel, shown) => `${names.join('、')}（${shownLabel}${shown}）。`,
  failed: (message, hint) =>
    `没有成功：${message}${hint ?? ''}${/[。！？]$/u.test(hint ?? message) ? '' : ' '}没有改动任何数据。`,
  listed: (facts) => facts.join('，'),
  together: (sentences) => sentences.join(''),
  detailed: (name, details) => `${name}（${details.join('，')}）`,
  profile: (name, facts, summary) => `${name}：${facts.join('；')}。${summary}`,
  label,
  value,
};
