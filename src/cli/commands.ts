import type { Command, Phrase } from './command.ts';

export interface CommandEntry {
  summary: Phrase;
  load(): Promise<{ default: Command }>;
}

/** Every command, in the order of the help. Loaded only when called. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  demo: {
    summary: { en: 'see the main job done on a sample company', zh: '在示例公司上演示主要用法' },
    load: () => import('./demo.ts'),
  },
  serve: {
    summary: {
      en: 'serve your assistants over MCP (stdio, HTTP)',
      zh: '以 MCP（stdio、HTTP）为助手提供服务',
    },
    load: () => import('./serve.ts'),
  },
  ask: {
    summary: { en: 'ask one question, or chat', zh: '问一个问题，或进入对话' },
    load: () => import('./ask.ts'),
  },
  handoffs: {
    summary: { en: 'answer customers who wait for a person', zh: '接手等待人工的客户对话' },
    load: () => import('./handoffs.ts'),
  },
  desk: {
    summary: {
      en: 'opening hours, deadlines and queues of the service desk',
      zh: '客服台的工作时间、时限和队列',
    },
    load: () => import('./desk.ts'),
  },
  keys: {
    summary: {
      en: 'keys of programs that work over HTTP, and of the customers’ chat',
      zh: '通过 HTTP 工作的程序及客户聊天接口的密钥',
    },
    load: () => import('./keys.ts'),
  },
  users: {
    summary: { en: 'who works here, and what they see', zh: '工作区成员及其可见范围' },
    load: () => import('./users.ts'),
  },
  workspace: {
    summary: { en: 'time zone, currency and fiscal year', zh: '时区、货币和财年' },
    load: () => import('./workspace.ts'),
  },
  links: {
    summary: { en: 'hosts to which links in answers may lead', zh: '回答中允许链接指向的主机' },
    load: () => import('./links.ts'),
  },
  approve: {
    summary: { en: 'decide what waits for your word', zh: '批准或拒绝待您决定的操作' },
    load: () => import('./approve.ts'),
  },
  drafts: {
    summary: { en: 'look at drafts, apply or discard them', zh: '查看草稿，使其生效或丢弃' },
    load: () => import('./drafts.ts'),
  },
  undo: {
    summary: { en: 'take a change back', zh: '撤销一次改动' },
    load: () => import('./undo.ts'),
  },
  import: {
    summary: { en: 'bring in CSV, XLSX or JSON files', zh: '导入 CSV、XLSX 或 JSON 文件' },
    load: () => import('./import.ts'),
  },
  knowledge: {
    summary: {
      en: 'add, list, show or remove documents to answer from',
      zh: '添加、列出、查看或移除知识库文档',
    },
    load: () => import('./knowledge.ts'),
  },
  tools: {
    summary: { en: 'list the tools and what they cost in tokens', zh: '列出工具及其 token 开销' },
    load: () => import('./tools.ts'),
  },
  call: {
    summary: { en: 'call one tool, JSON in and out', zh: '调用一个工具，输入输出均为 JSON' },
    load: () => import('./call.ts'),
  },
  eval: {
    summary: { en: 'judge the product, or your own model', zh: '评测本产品或您自己的模型' },
    load: () => import('./eval.ts'),
  },
  bench: {
    summary: { en: 'measure how fast it is here', zh: '测量在本机上的速度' },
    load: () => import('./bench.ts'),
  },
  train: {
    summary: {
      en: 'learn who leaves from your own data, or make a shipped model anew',
      zh: '用您自己的数据训练流失模型，或重新训练随附的模型',
    },
    load: () => import('./train.ts'),
  },
  watch: {
    summary: { en: 'tell of alerts as they arrive', zh: '有预警时立即告知' },
    load: () => import('./watch.ts'),
  },
  doctor: {
    summary: { en: 'check the installation', zh: '检查安装和配置' },
    load: () => import('./doctor.ts'),
  },
  privacy: {
    summary: { en: 'export or erase what is held of a person', zh: '导出或抹除一个人的信息' },
    load: () => import('./privacy.ts'),
  },
  backup: {
    summary: {
      en: 'write everything to a file, from either engine',
      zh: '把全部数据备份到文件（两种引擎通用）',
    },
    load: () => import('./backup.ts'),
  },
  restore: {
    summary: { en: 'put a backup into an empty database', zh: '把备份恢复到空的数据库' },
    load: () => import('./restore.ts'),
  },
  audit: {
    summary: { en: 'verify or export the change log', zh: '校验或导出变更日志' },
    load: () => import('./audit.ts'),
  },
};
