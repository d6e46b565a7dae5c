/** The stages of the pipelines that Salesforce, HubSpot and Pipedrive begin with, by our own, in both languages. */
const usual: Readonly<Record<string, string>> = {
  Lead: 'prospecting|lead in|prospect|初步接洽|寻找潜在客户',
  Qualified:
    'qualification|needs analysis|value proposition|id. decision makers|perception analysis|appointment scheduled|appointmentscheduled|qualified to buy|qualifiedtobuy|contact made|demo scheduled|needs defined|discovery|资格审查|需求分析|需求确认|价值主张|确定决策者|感知分析|已预约|符合购买条件|已联系|已安排演示',
  Proposal:
    'proposal/price quote|proposal/quote|proposal made|presentation scheduled|presentationscheduled|decision maker bought-in|decision maker bought in|decisionmakerboughtin|quote sent|提案/报价|方案/报价|方案报价|已安排演讲|决策者认可|已提交方案',
  Negotiation:
    'negotiation/review|negotiations started|negotiating|contract sent|contractsent|谈判/审核|谈判/复审|商务谈判|谈判中|已发送合同|合同已发',
  Won: 'closed won|closedwon|closed-won|已结束并赢得客户|成交|已成交',
  Lost: 'closed lost|closedlost|closed-lost|已结束但失去客户|输单|未成交',
};

const meant = new Map(
  Object.entries(usual).flatMap(([ours, theirs]) => theirs.split('|').map((one) => [one, ours] as const)),
);

/** What a stage of another CRM's first pipeline is called in ours; the name itself where it is none of theirs. */
export const usualStage = (name: string): string =>
  meant.get(name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()) ?? name;
