import type { Language } from './actor.ts';
import { approvalTexts } from './approval-texts.ts';
import { databaseErrorTexts } from './database-error-texts.ts';
import { draftErrorTexts } from './draft-error-texts.ts';
import { evaluationErrorTexts } from './evaluation-error-texts.ts';
import { identityErrorTexts } from './identity-error-texts.ts';
import { importErrorTexts } from './import-error-texts.ts';
import { insightErrorTexts } from './insight-error-texts.ts';
import { kindOf } from './kind-names.ts';
import { sealingErrorTexts } from './sealing-error-texts.ts';
import { serviceErrorTexts } from './service-error-texts.ts';

/** Sentences of errors a person meets, in Chinese; what stands in brackets is put in where `$1`, `$2` stand. */
const chinese: readonly [RegExp, (...parts: string[]) => string][] = [
  ...approvalTexts,
  ...importErrorTexts,
  ...draftErrorTexts,
  ...identityErrorTexts,
  ...serviceErrorTexts,
  ...insightErrorTexts,
  ...sealingErrorTexts,
  ...databaseErrorTexts,
  ...evaluationErrorTexts,
  [/^No user is called ("[^"]*")\.$/, (name) => `没有叫 ${name} 的同事。`],
  [/^No (\w+) matches ("[^"]*")\.$/, (kind, name) => `没有与 ${name} 相符的${kindOf(kind)}。`],
  [/^There is no (tool|toolset|model) ("[^"]*")\.$/, (what, name) => `没有 ${name} 这个${things[what]!}。`],
  [/^There is no (\w+) (\w+_\w+)\.$/, (kind, id) => `没有编号为 ${id} 的${kindOf(kind)}。`],
  [
    /^There is already an? (\w+) with ("[^"]*"): (.+)\.$/,
    (kind, what, known) => `已经有${kindOf(kind)}用了 ${what}：${known}。`,
  ],
  [
    /^("[^"]*") may be (\d+|many) (\w+) records\.$/,
    (name, count, kind) => `${name} 可能是${count === 'many' ? '很多' : ` ${count} `}个${kindOf(kind)}。`,
  ],
  [/^A new (\w+) needs a (\w+)\.$/, (kind, field) => `新建${kindOf(kind)}需要 ${field}。`],
  [/^Search with fewer letters, or by e-mail or phone\.$/, () => '请用更少的字，或用邮箱、电话查找。'],
  [/^Search with fewer letters\.$/, () => '请用更少的字查找。'],
  [/^describe_workspace lists the stages\.$/, () => '可用 describe_workspace 查看各阶段。'],
  [/^Nearest: (.+)\.$/, (names) => `最接近的：${names}。`],
  [/^Did you mean (.+)\?$/, (names) => `您是想用 ${names.replaceAll(' or ', ' 或 ')} 吗？`],
  [/^There is no (suite|model) ([^\s"]+)\.$/, (what, name) => `没有 ${name} 这个${things[what]!}。`],
  [/^(openai:\S+) needs a key\.$/, (model) => `使用 ${model} 需要密钥。`],
  [
    /^Set OPENAI_API_KEY, or OPENAI_BASE_URL for a compatible endpoint without one; or use --model local\.$/,
    () => '请设置 OPENAI_API_KEY；如使用不需要密钥的兼容接口，请设置 OPENAI_BASE_URL；或改用 --model local。',
  ],
  [/^(?:Suites|Models): (.+)\.$/, (names) => `可用：${names}。`],
  [/^Possible: (.+)\.$/, (names) => `可用：${names}。`],
  [/^Values: (.+)\.$/, (names) => `可用的值：${names}。`],
  [/^(\w+) has no value ("[^"]*")\.$/, (field, value) => `${field} 没有 ${value} 这个值。`],
  [/^(?:\w+: )?there is no day ("[^"]*")\.$/, (day) => `没有 ${day} 这一天。`],
  [
    /^("[^"]*") is no (phone number|e-mail address)\.$/,
    (text, what) => `${text} 不是${what === 'phone number' ? '电话号码' : '邮箱地址'}。`,
  ],
  [/^There is no such change left to undo\.$/, () => '没有可以撤销的这项改动。'],
  [/^There is nothing of yours left to undo here\.$/, () => '这里没有可以撤销的您的改动。'],
  [
    /^What this change wrote was erased, so it cannot be taken back\.$/,
    () => '这项改动写入的内容已被抹除，无法撤销。',
  ],
  [
    /^This person was erased from the workspace and is not taken in again\.$/,
    () => '此人已依法从本工作区抹除，不再收录。',
  ],
  [
    /^Where they have come back of their own will, the owner lifts it: (.+)\.$/,
    (command) => `如本人自愿重新联系，可由所有者解除：${command.replace('E-MAIL', '邮箱')}`,
  ],
  [/^This person was erased(?: on ([\d-]+))?\.$/, (day) => `此人已${day ? `于 ${day} ` : ''}被抹除。`],
  [/^What was erased for good cannot be brought back\.$/, () => '已永久抹除的内容无法恢复。'],
  [/^How long to keep is a whole number of months\.$/, () => '保留时间应为整数月数。'],
  [/^Such as 12; 0 keeps for ever\.$/, () => '例如 12；0 表示一直保留。'],
  [/^Nothing of them is left to look up\.$/, () => '没有留下任何可查的信息。'],
  [/^This is no head of a change log\.$/, () => '这不是变更日志的头部值。'],
  [
    /^Give what rapport audit head printed: .+$/,
    () => '请给出 rapport audit head 打印的值：数字、冒号和 64 位十六进制数。',
  ],
  [
    /^It erases (".*") \((\w+)\) for good: (\d+) rows\.$/,
    (name, id, count) => `将永久抹除 ${name}（${id}）：共 ${count} 行。`,
  ],
  [/^Look with list_changes: it may be undone already\.$/, () => '可能已经撤销过；可用 list_changes 查看。'],
  [/^It may have been deleted: look with list_changes\.$/, () => '可能已被删除；可用 list_changes 查看。'],
  [/^Look with list_changes\.$/, () => '可用 list_changes 查看。'],
  [/^No such call waits for your approval\.$/, () => '没有这样一项待您批准的操作。'],
  [/^This approval has run out after 10 minutes\.$/, () => '这项批准已过 10 分钟，失效了。'],
  [/^Ask for the change again\.$/, () => '请重新提出这项改动。'],
  [
    /^Show them the preview; they approve with: (rapport approve \w+) \(10 minutes\)\.$/,
    (command) => `查看预览后批准：${command}（10 分钟内有效）。`,
  ],
  [
    /^(?:\w+: )?(\w+) must be at most (\d+) characters long\.$/,
    (field, most) => `${field} 最多 ${most} 个字符。`,
  ],
  [/^(?:\w+: )?(\w+) must not be empty\.$/, (field) => `${field} 不能为空。`],
  [
    /^(\w+|A text) holds characters that are not text \(NUL or half a surrogate pair\)\.$/,
    (field) => `${field === 'A text' ? '文本' : field} 中有不是文字的字符（NUL 或半个代理对）。`,
  ],
  [/^Send it as clean Unicode\.$/, () => '请改为发送规范的 Unicode 文本。'],
  [/^List them with: rapport approve$/, () => '查看待批准的操作：rapport approve'],
  [
    /^(?:(?:It|This) (deletes|changes) (\d+) records\. )?A person must approve it; nothing was changed yet\.$/,
    () => '需要人来批准，还没有改动。',
  ],
  [/^It deletes (\d+) records\.$/, (count) => `将删除 ${count} 条记录。`],
  [/^It changes (\d+) records\.$/, (count) => `将修改 ${count} 条记录。`],
  [/^The person said no; nothing was changed\.$/, () => '已被拒绝，没有改动任何数据。'],
  [/^Ask what to do instead\.$/, () => '请询问改做什么。'],
  [/^The call took too long and was stopped\.$/, () => '操作超时，已停止。'],
  [/^(\d+) calls of yours are waiting already\.$/, (count) => `您已有 ${count} 个调用在排队。`],
  [/^You make more than (\d+) calls a minute\.$/, (count) => `您每分钟的调用超过了 ${count} 次。`],
  [
    /^Your clients together make more than (\d+) calls a minute\.$/,
    (count) => `您的各个客户端合计每分钟的调用超过了 ${count} 次。`,
  ],
  [/^Too many calls are waiting on this server\.$/, () => '服务器上排队的调用太多。'],
  [/^Wait (\d+) s, then go on more slowly\.$/, (seconds) => `请等 ${seconds} 秒，然后放慢速度。`],
  [/^Try again in (\d+) s\.$/, (seconds) => `请 ${seconds} 秒后再试。`],
  [/^The call was cancelled\.$/, () => '操作已取消。'],
  [/^Something went wrong on our side; nothing was written\.$/, () => '系统内部出错，没有写入任何数据。'],
  [/^Try once more; if it stays, report (\w+)\.$/, (id) => `请再试一次；如果仍然出错，请报告 ${id}。`],
  [
    /^Correct the arguments and call again; nothing was done\.$/,
    () => '请更正参数后再试，没有执行任何操作。',
  ],
  [/^The tool ("[^"]*") is not switched on\.$/, (tool) => `工具 ${tool} 没有启用。`],
  [
    /^If it only reads, run it with call_tool; else serve it with --toolsets or --tools\.$/,
    () => '只读的工具可用 call_tool 运行；其他的请用 --toolsets 或 --tools 启用。',
  ],
  [/^find_tools searches them by what they do\.$/, () => '可用 find_tools 按用途查找工具。'],
  [
    /^(\d{4}-\d{2}-\d{2}) has not come yet, so nothing can have happened then\.$/,
    (day) => `${day} 还没有到，不可能已经发生。`,
  ],
  [/^For a plan use save_tasks\.$/, () => '计划中的事请用 save_tasks 建任务。'],
  [/^Use local, or openai:NAME such as (\S+)\.$/, (name) => `可用 local 或 openai:名称，例如 ${name}。`],
];

const things: Readonly<Record<string, string>> = {
  tool: '工具',
  toolset: '工具集',
  suite: '评测',
  model: '模型',
};

/** A point within a name, as in "J. Smith", ends none. */
const betweenSentences = /(?<=[.?])\s+(?=[A-Z~"]|[a-z]+_[a-z])(?=(?:[^"]*"[^"]*")*[^"]*$)|(?<=[。？！])\s+/u;

/**
 * An error's message or hint for a person of a language: its sentences in Chinese where they are known, the
 * others as they are. Tools and clients get errors in English.
 */
export function errorText(text: string, language: Language): string {
  if (language === 'en') return text;
  const sentences = text.split(betweenSentences);
  const told = sentences.map((sentence) => {
    for (const [pattern, say] of chinese) {
      const match = pattern.exec(sentence);
      if (match !== null) return say(...match.slice(1));
    }
    return sentence;
  });
  return told.reduce((before, sentence) => `${before}${/[。？！]$/u.test(before) ? '' : ' '}${sentence}`);
}
