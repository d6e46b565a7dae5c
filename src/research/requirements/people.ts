import { chineseName, englishName } from '../names.ts';
import type { Span } from './types.ts';

const role = String.raw`(?:[Tt]he|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?) (?:board(?: of directors)?|C[A-Z]O|owner|founder|president|managing director|director(?: of \w+)?|head of [\p{L} ]{2,20}|procurement(?: team| department)?|purchasing(?: team| department)?|management|boss|committee|finance team|legal(?: team| department)?|works council|VP(?: of)? \w+)`;
const who = `(?:${role}(?:,? (?:Mr|Mrs|Ms|Dr)\\.? \\p{Lu}[\\p{L}'’-]+)?|${englishName})`;
const decides = `(?:,? (?:who )?)?(?: alone)?(?:will |would |can |also |finally |then |really )*(?:decides?|decided|makes? the (?:final )?(?:call|decision)|has (?:the (?:final|last) (?:say|word)|a veto|a vote)|signs? (?:off|the contract)|approves?|holds? the budget|calls the shots)`;
const english: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<who>${who})(?: (?:and|together with) (?<second>(?:her|his|their) \w+|${who}))?,? ?(?:from \w+ )?${decides}`,
    'gu',
  ),
  new RegExp(
    `(?<who>${who}),? (?:is|are) (?:the |our |an? )*(?:economic buyer|decision[- ]makers?|final decision|budget holder|sponsor|champion)`,
    'gu',
  ),
  new RegExp(
    String.raw`(?:[Dd]ecision[- ]makers?|[Ee]conomic buyer|[Bb]udget holder)(?: is| are|:)\s+(?<who>${who})`,
    'gu',
  ),
  new RegExp(`decides? together with (?<who>${who})`, 'gu'),
  new RegExp(`(?:decision (?:is|lies) with|approved by|sign-?off (?:from|by)|up to) (?<who>${who})`, 'gu'),
];

const chineseRole =
  '(?:董事会|董事长|总经理|副总经理?|技术总监|财务总监|运营总监|总监|首席\\p{Script=Han}{1,3}官|采购部?|法务部?|财务部?|老板娘?|老板|领导|管理层|股东会|总部|集团|IT部门?)(?!的)';
const chineseDecides =
  '(?:最终|最后|来|一个人|一起|说)*(?:拍板|说了算|做?决定|决策|审批|批准|签字|有一票否决权|有决定权|定夺)';
const chinese: readonly RegExp[] = [
  new RegExp(
    `(?:由|都要|要|得|须|是)?(?<who>${chineseName}|${chineseRole})(?:(?:和|跟|与)(?<second>[她他]?(?:们)?领导|${chineseName}|${chineseRole}))?(?:\\p{Script=Han}{0,4}?)${chineseDecides}`,
    'gu',
  ),
  new RegExp(
    `(?<who>${chineseName}|${chineseRole})(?:才)?是(?:关键|主要|最终)?(?:决策人|决策者|拍板的?人?|负责人)`,
    'gu',
  ),
  new RegExp(
    `(?:决策人|决策者|拍板人|最终决定权)(?:是|为|：|:|在)\\s*(?<who>${chineseName}|${chineseRole})`,
    'gu',
  ),
];
const pronoun =
  /^(?:They|We|You|She|He|It|I|This|That|These|There|The|What|Who|Please|Nobody|Everyone|Both)$/u;

/** Who decides, by what a sentence says they do. */
export function decisionMakersIn(text: string, { start, end }: Span): Span[] {
  const sentence = text.slice(start, end);
  const spans: Span[] = [];
  for (const pattern of [...english, ...chinese])
    for (const match of sentence.matchAll(pattern)) {
      for (const person of [match.groups?.who, match.groups?.second]) {
        if (person === undefined || pronoun.test(person)) continue;
        const at = sentence.indexOf(person, match.index);
        const span = { start: start + at, end: start + at + person.length };
        if (!spans.some((other) => span.start < other.end && other.start < span.end)) spans.push(span);
      }
    }
  return spans;
}
