/** Sentences of errors about forecasts, recommendations and reports, in Chinese. */
export const insightErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^There is no complete (\w+) with such sales to forecast from\.$/, () => '没有可供预测的完整销售周期。'],
  [
    /^There is no complete (\w+) with such sales in ([A-Z]{3}) to forecast from\.$/,
    (_unit, currency) => `没有以 ${currency} 计的完整销售周期可供预测。`,
  ],
  [
    /^Forecast units or orders, or let the owner settle the currency: (.+)\.$/,
    (command) => `请改为预测销量或订单数，或由所有者设置货币：${command}`,
  ],
  [
    /^Look for orders with search_records, drop the filter, or take a shorter unit\.$/,
    () => '请用 search_records 查看订单，去掉条件，或改用更短的周期。',
  ],
  [/^There are no open deals to forecast from\.$/, () => '没有可供预测的进行中商机。'],
  [
    /^Look for deals with search_records, or forecast revenue from orders instead\.$/,
    () => '请用 search_records 查看商机，或改为按订单预测收入。',
  ],
  [
    /^The open pipeline is forecast in all or of one owner\.$/,
    () => '进行中的商机只能整体预测，或按一位负责人预测。',
  ],
  [
    /^Leave out product, category, region, channel and by, or forecast revenue\.$/,
    () => '请去掉 product、category、region、channel 和 by，或改为预测收入。',
  ],
  [
    /^Orders cannot be split by (\w+): an order may hold several\.$/,
    () => '一个订单可能含多个产品，订单数不能这样拆分。',
  ],
  [/^Forecast units or revenue by it instead\.$/, () => '请改为按它预测销量或收入。'],
  [
    /^influence has (\d+) values; it needs more than the (\d+) periods ahead, oldest first\.$/,
    (given, ahead) => `influence 有 ${given} 个值，需多于预测的 ${ahead} 期，从早到晚排列。`,
  ],
  [
    /^Give one value a period: past ones to learn from, then one for each period ahead\.$/,
    () => '每期一个值：先是可供学习的过去各期，然后是预测的各期。',
  ],
  [
    /^Say for which customer, or to go with which products\.$/,
    () => '请说明推荐给哪位客户，或与哪些产品搭配。',
  ],
  [/^Give customer, products, or both\.$/, () => '请给出 customer、products，或两者都给。'],
  [/^Say what they made of it: a verdict or stars\.$/, () => '请说明客户的反应：评价或星级。'],
  [
    /^Give verdict, such as liked, or stars from 1 to 5\.$/,
    () => '请给出 verdict（如 liked）或 1 到 5 的 stars。',
  ],
  [/^A price limit is an amount above 0\.$/, () => '价格上限应为大于 0 的金额。'],
  [
    /^There is no segment ("[^"]*") among these customers\.$/,
    (segment) => `这些客户中没有 ${segment} 这个分群。`,
  ],
  [
    /^The period from ([\d-]+) lies in the future; today is ([\d-]+)\.$/,
    (from, today) => `从 ${from} 开始的时期在将来；今天是 ${today}。`,
  ],
  [/^What will be sold is a forecast: forecast_sales\.$/, () => '将来的销售请用 forecast_sales 预测。'],
  [
    /^The model ([\w-]+) has no earlier version to go back to\.$/,
    (model) => `模型 ${model} 没有可以退回的更早版本。`,
  ],
  [/^get_track_record lists the versions\.$/, () => '可用 get_track_record 查看各版本。'],
  [/^There is none yet\.$/, () => '目前还没有。'],
  [/^(\d+) promotions are called ("[^"]*")\.$/, (count, name) => `有 ${count} 个促销活动叫 ${name}。`],
  [/^No product is of the category ("[^"]*")\.$/, (name) => `没有品类为 ${name} 的产品。`],
  [
    /^A promotion takes a share or an amount above 0 off the price\.$/,
    () => '促销的优惠应为百分比，或大于 0 的金额，二者取一。',
  ],
  [
    /^Give percentOff, such as 20, or amountOff, such as 5\.00\.$/,
    () => '请给出 percentOff（如 20）或 amountOff（如 5.00）。',
  ],
  [/^A new promotion needs a name, a first and a last day\.$/, () => '新建促销需要名称、开始日和结束日。'],
  [/^Give name, startsOn and endsOn\.$/, () => '请给出 name、startsOn 和 endsOn。'],
  [
    /^The promotion from ([\d-]+) to ([\d-]+) ends before it begins\.$/,
    (from, to) => `促销的结束日 ${to} 早于开始日 ${from}。`,
  ],
  [/^Give the earlier day as startsOn\.$/, () => '请把较早的日期作为 startsOn。'],
  [
    /^There is a promotion ("[^"]*") from ([\d-]+) already\.$/,
    (name, from) => `已经有一个从 ${from} 开始的促销 ${name}。`,
  ],
  [/^To change it, name it as promotion: (\w+)\.$/, (id) => `要修改它，请把 promotion 设为 ${id}。`],
];
