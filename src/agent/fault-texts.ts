import type { Language } from '../language/index.ts';
import type { FaultCode, ModelFault } from './faults.ts';
import type { ModelPlace } from './types.ts';

type Say = (fault: ModelFault, place: ModelPlace) => string;

const status = (fault: ModelFault): string => (fault.status === undefined ? '' : ` (${fault.status})`);
const chineseStatus = (fault: ModelFault): string =>
  fault.status === undefined ? '' : `（${fault.status}）`;
/** What the other side gave as its reason, as a part of a sentence of ours. */
const reason = ({ detail = '' }: ModelFault): string => detail.replace(/[.。\s]+$/u, '');
const seconds = (fault: ModelFault): number => Math.ceil(fault.seconds ?? 0);

const texts: Readonly<Record<Language, Readonly<Record<FaultCode, Say>>>> = {
  en: {
    wrong_key: (fault, { host }) => `${host} did not accept the key${status(fault)}. Check OPENAI_API_KEY.`,
    no_access: (fault, { host, name }) =>
      `The key may not use ${name} at ${host}${status(fault)}. Check OPENAI_API_KEY, or name another model with --model or RAPPORT_MODEL.`,
    no_credit: (fault, { host }) =>
      `The account behind OPENAI_API_KEY has no credit left at ${host}${status(fault)}.`,
    unknown_model: (fault, { host, name }) =>
      `There is no model ${name} at ${host}${status(fault)}. Name another with --model openai:NAME or RAPPORT_MODEL; rapport doctor lists what there is.`,
    wrong_address: (fault, { host, path, other }) =>
      `${host} has nothing at ${path}${status(fault)}. Check OPENAI_BASE_URL (it usually ends in /v1), or take --model ${other}.`,
    not_an_api: (_, { host }) =>
      `What answers at ${host} is a web page, not a model. Check OPENAI_BASE_URL (it usually ends in /v1).`,
    unreachable: (fault, { host }) =>
      `${host} cannot be reached${fault.detail ? ` (${fault.detail})` : ''}. Check OPENAI_BASE_URL and whether the server runs.`,
    rate_limited: (fault, { host }) =>
      fault.seconds === undefined
        ? `${host} takes no more requests for the moment${status(fault)}. Try again in a little while.`
        : `${host} takes no more requests for ${seconds(fault)} s${status(fault)}. Try again then.`,
    unavailable: (fault, { host }) => `${host} failed${status(fault)}. Try again in a little while.`,
    refused_request: (fault, { host }) =>
      `${host} refused the request${status(fault)}${fault.detail ? `: ${reason(fault)}` : ''}. Where this stays, name another model with --model or RAPPORT_MODEL.`,
    conversation_too_long: (_, { name }) =>
      `This conversation is too long for ${name}. Start a new one, or ask for less at once.`,
    broken_off: (_, { host }) =>
      `The connection to ${host} broke off in the middle of the answer. Ask again.`,
    garbled: (_, { host }) =>
      `${host} sent an answer that cannot be read. Ask again, or choose another model.`,
    too_large: (_, { name }) => `${name} sent far more than an answer needs; I cut it off.`,
    empty: (_, { name }) => `${name} gave an empty answer. Ask again, or in other words.`,
    filtered: (_, { host }) => `The content filter of ${host} stopped the answer.`,
    cut_short: (_, { name }) => `${name} reached its limit of length, so the answer is not whole.`,
  },
  zh: {
    wrong_key: (fault, { host }) => `${host} 不接受这个密钥${chineseStatus(fault)}。请检查 OPENAI_API_KEY。`,
    no_access: (fault, { host, name }) =>
      `该密钥无权使用 ${host} 上的 ${name}${chineseStatus(fault)}。请检查 OPENAI_API_KEY，或用 --model 或 RAPPORT_MODEL 换一个模型。`,
    no_credit: (fault, { host }) => `OPENAI_API_KEY 所属账户在 ${host} 的额度已用完${chineseStatus(fault)}。`,
    unknown_model: (fault, { host, name }) =>
      `${host} 上没有模型 ${name}${chineseStatus(fault)}。请用 --model openai:NAME 或 RAPPORT_MODEL 换一个；rapport doctor 会列出可用的模型。`,
    wrong_address: (fault, { host, path, other }) =>
      `${host} 上没有 ${path}${chineseStatus(fault)}。请检查 OPENAI_BASE_URL（通常以 /v1 结尾），或改用 --model ${other}。`,
    not_an_api: (_, { host }) =>
      `${host} 返回的是网页，不是模型接口。请检查 OPENAI_BASE_URL（通常以 /v1 结尾）。`,
    unreachable: (fault, { host }) =>
      `无法连接 ${host}${fault.detail ? `（${fault.detail}）` : ''}。请检查 OPENAI_BASE_URL，并确认服务已启动。`,
    rate_limited: (fault, { host }) =>
      fault.seconds === undefined
        ? `${host} 暂时不再接受请求${chineseStatus(fault)}。请稍后再试。`
        : `${host} 在 ${seconds(fault)} 秒内不再接受请求${chineseStatus(fault)}。请届时再试。`,
    unavailable: (fault, { host }) => `${host} 出错了${chineseStatus(fault)}。请稍后再试。`,
    refused_request: (fault, { host }) =>
      `${host} 拒绝了请求${chineseStatus(fault)}${fault.detail ? `：${reason(fault)}` : ''}。如仍如此，请用 --model 或 RAPPORT_MODEL 换一个模型。`,
    conversation_too_long: (_, { name }) => `对话太长，${name} 处理不了。请开始新的对话，或一次少问一些。`,
    broken_off: (_, { host }) => `与 ${host} 的连接在回答途中断开了。请再问一次。`,
    garbled: (_, { host }) => `${host} 返回的内容无法解读。请再问一次，或换一个模型。`,
    too_large: (_, { name }) => `${name} 返回的内容远超所需，我已截断。`,
    empty: (_, { name }) => `${name} 没有给出任何回答。请再问一次，或换个说法。`,
    filtered: (_, { host }) => `${host} 的内容过滤中止了回答。`,
    cut_short: (_, { name }) => `${name} 达到了长度上限，回答不完整。`,
  },
};

/** What went wrong and what to do about it, in one line for the person. */
export const faultText = (fault: ModelFault, place: ModelPlace, language: Language): string =>
  texts[language][fault.code](fault, place);
