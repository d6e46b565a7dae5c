import { chineseSegments, stem, tokenSpans } from '../../language/index.ts';

/** A word that says what a text is about: what it is counted as, how it is written, and where. */
export interface Term {
  key: string;
  written: string;
  start: number;
  end: number;
}

const englishGrammar = new Set(
  (
    'a an the of to in on at for from by with and or but not no nor is are was were be been being am do does did ' +
    'doing done have has had having i me my mine we our us you your he him his she her it its they them their this ' +
    'that these those what which who whom whose when where why how can could will would shall should may might ' +
    'must there here as if than then so about into over under up out off just also any some please tell get got ' +
    'much many want need know let take use using via per yes ok very too really still even only again always never ' +
    'ever now all more most other such own same both each few because while after before until during through ' +
    'between one two make made said say says go goes going come came like well back us im ive dont didnt isnt wasnt ' +
    'cant wont doesnt thats theyre youre'
  )
    .split(' ')
    .map((word) => stem(word)),
);
const chineseGrammar = new Set(
  (
    '的 了 吗 呢 吧 啊 呀 么 我 你 您 他 她 它 们 我们 你们 他们 她们 咱们 自己 这 那 这个 那个 这些 那些 这样 那样 这里 那里 这么 那么 什么 怎么 ' +
    '怎样 为什么 哪 哪里 哪些 哪个 谁 几 多少 是 在 有 没 没有 不 不是 就 就是 都 也 还 还是 还有 又 再 很 太 挺 更 最 非常 特别 十分 比较 ' +
    '有点 有些 一些 一点 一下 一个 一直 一样 一次 个 次 和 与 及 或 或者 以及 但 但是 可是 不过 因为 所以 如果 虽然 然后 而且 而 并 并且 把 被 ' +
    '给 让 对 对于 关于 从 到 向 由 于 以 为 为了 跟 比 用 将 其 之 此 该 各 每 某 上 下 里 中 内 外 前 后 时 时候 可以 能 能够 会 要 想 应该 ' +
    '需要 希望 觉得 感觉 认为 知道 说 来 去 做 得 地 着 过 已 已经 正在 现在 今天 昨天 明天 大家 东西 事情 问题 只 只是 只有 真 真的 确实 其实 ' +
    '可能 肯定 一定 完全 总是 有时 请 请问 谢谢 您好 你好 吧 啦 哦 哈 嗯 哎 等 等等 看 看到 点 些 家 位 年 月 日 天 号'
  ).split(' '),
);

/**
 * The words of a text that say what it is about, in reading order: English ones count as their stems, Chinese
 * ones as they stand. Words of grammar and single letters are left out.
 */
export function termsIn(text: string): Term[] {
  const normal = text.normalize('NFKC');
  const terms: Term[] = [];
  for (const { text: written, start, end, han } of tokenSpans(normal)) {
    if (han) continue;
    const key = stem(written.toLowerCase().replaceAll('’', "'"));
    if (key.length > 1 && !englishGrammar.has(key)) terms.push({ key, written, start, end });
  }
  for (const { 0: run, index } of normal.matchAll(/\p{Script=Han}+/gu)) {
    for (const { segment, index: place } of chineseSegments(run)) {
      const start = index + place;
      if (!chineseGrammar.has(segment))
        terms.push({ key: segment, written: segment, start, end: start + segment.length });
    }
  }
  return terms.sort((one, other) => one.start - other.start);
}
