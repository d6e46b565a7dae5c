import type { Phrasebook } from './notes.ts';

/** 中文客户怎么说，销售怎么记。 */
export const chinese: Phrasebook = {
  openings: {
    call: ['给{name}打了电话。', '和{name}通了电话。', '{name}回电。', '与{company}的{name}简短通话。'],
    meeting: ['到{company}拜访{name}。', '和{name}面谈。', '与{name}及两位同事开会。'],
    chat: ['和{name}微信聊了聊。', '{name}发来微信。'],
    email: ['给{name}发了邮件。', '邮件跟进{name}。'],
    note: ['', '备忘：'],
  },
  greetings: ['{colleague}你好，', '您好，', '{colleague}：', '各位好，'],
  closings: ['{name}', '谢谢，{name}', '祝好，{name}'],
  nextSteps: [
    '下一步：发修改后的报价。',
    '我跟技术确认后回复。',
    '约好两周后再谈。',
    '对方要一份给领导看的方案。',
    '想看同行业的客户案例。',
    '稍后发产品资料。',
  ],
  topics: {
    price: {
      notes: {
        positive: [
          '客户觉得{product}价格合理，对批量折扣很满意。',
          '新报价客户很满意，{product}的折扣起了作用。',
        ],
        neutral: ['一起看了{product}的价目表，客户要和去年比较。', '客户问{product}怎么计费，能不能按月付。'],
        negative: [
          '客户嫌{product}太贵，要求至少便宜一成半。',
          '{product}涨价没有提前通知，客户很不高兴。',
          '又谈到价格：{product}远超预算，客户觉得被多收了钱。',
        ],
      },
      mails: {
        positive: ['新报价收到，{product}的价格我们可以接受，请安排。'],
        neutral: ['请发一份{product}的最新价目表，我们在做明年的计划。'],
        negative: [
          '说实话，{product}的价格太高了，我们没法再接受。',
          '{product}的发票金额比约定的高，已经是第二次了，我们很不满意。',
        ],
      },
    },
    delivery: {
      notes: {
        positive: ['{product}提前两天到货，客户非常高兴。', '客户说货物齐全，包装也很好。'],
        neutral: ['客户问{product}什么时候发货，已告知目前交期。', '{product}的收货地址改到第二个厂区。'],
        negative: [
          '{product}已经晚了三周，客户开业被迫推迟，非常生气。',
          '{product}少发了一半，物流又联系不上，客户快没耐心了。',
        ],
      },
      mails: {
        positive: ['{product}提前到了，数量齐全，做得很好。'],
        neutral: ['{product}现在的交期是多久？我们第二个厂区要用。'],
        negative: [
          '{product}说好上周到，到现在还没收到，太让人失望了。',
          '{product}不但晚到，还少了一半，请马上处理。',
        ],
      },
    },
    quality: {
      notes: {
        positive: [
          '客户团队很喜欢{product}，比旧的快，至今没出过故障。',
          '客户对{product}印象很好，可能推广到所有门店。',
        ],
        neutral: ['{product}用了一个月，客户暂时没有明确评价。', '讨论了{product}的参数设置，都在规格之内。'],
        negative: [
          '{product}老出故障，夜班又改回手写，客户很沮丧。',
          '这个季度第二台{product}坏了，客户不再相信质量。',
        ],
      },
      mails: {
        positive: ['大家都很喜欢{product}，每天能省一个小时。'],
        neutral: ['请问{product}在冷库里建议用哪种设置？'],
        negative: ['{product}又坏了，老实说我们后悔买了。', '又有一台{product}到货就有问题，质量太差了。'],
      },
    },
    support: {
      notes: {
        positive: [
          '客户表扬了我们的售后，{product}的问题一小时就解决了。',
          '客户对上门处理{product}的工程师非常满意。',
        ],
        neutral: ['客户问节假日的服务时间。', '{product}已登记工单，等客户发日志。'],
        negative: [
          '{product}的问题等了九天没人回，客户觉得被踢皮球，很生气。',
          '客户投诉{product}的工单没解决就被关闭了。',
        ],
      },
      mails: {
        positive: ['请代我感谢你们的工程师，{product}很快就修好了。'],
        neutral: ['节假日{product}有问题该找谁？'],
        negative: ['{product}的工单九天没人回复，实在无法接受。', '问题没解决工单就关了，我们受够了。'],
      },
    },
    renewal: {
      notes: {
        positive: ['客户决定{product}续约两年，还要加账号。', '{product}续约基本敲定，领导已经同意。'],
        neutral: ['{product}合同三个月后到期，客户下个月再看。', '谈了{product}的续约，要等采购部审批。'],
        negative: [
          '客户不打算续{product}，竞争对手报了更低的价。',
          '{product}续约有风险，客户问怎么退订、怎么导出数据。',
        ],
      },
      mails: {
        positive: ['我们想续签{product}，再加十个账号，请准备合同。'],
        neutral: ['我们{product}的合同什么时候到期？采购部在问。'],
        negative: [
          '我们在考虑换供应商，别家和{product}一样的功能便宜三分之一。',
          '请告诉我怎么退订{product}，我们不满意。',
        ],
      },
    },
    interest: {
      notes: {
        positive: ['演示了{product}，客户很感兴趣，当场要报价。', '{product}演示效果很好，客户想先试点。'],
        neutral: [
          '第一次聊{product}，预算还没定，下季度再决定。',
          '客户在收集{product}的资料，有三家供应商在比。',
        ],
        negative: [
          '{product}的演示让客户失望，缺少他们要的导入功能。',
          '客户对{product}不放心，有同事以前用得不好。',
        ],
      },
      mails: {
        positive: ['{product}的演示很有说服力，请发试点方案的报价。'],
        neutral: ['我们在比较{product}的供应商，能发一份资料吗？'],
        negative: ['看完演示觉得{product}不合适，缺少我们要的导入功能。'],
      },
    },
    work: {
      notes: {
        positive: [
          '{product}做得很漂亮，提前一天完成，现场也收拾得干净。',
          '客户做完{product}很认可，愿意把我们推荐给同行。',
        ],
        neutral: ['{product}完成了一半，第二次上门已约好。', '客户问{product}由谁来做、要多久。'],
        negative: [
          '{product}做得一团糟，来的人不对，报告客户说没法用。',
          '客户对{product}很失望，因为我们的原因改期两次。',
        ],
      },
      mails: {
        positive: ['你们团队的{product}做得非常好，我们会推荐给别人。'],
        neutral: ['{product}由哪位来做？我们要留多长时间？'],
        negative: ['{product}已经第二次改期了，这样没法合作。'],
      },
    },
    training: {
      notes: {
        positive: ['客户说培训非常好，新人一天就能独立操作。', '第二个厂区也想请同一位讲师。'],
        neutral: ['客户问下一期{product}课程的时间。', '客户希望培训资料也有英文版。'],
        negative: ['客户觉得培训是浪费时间，内容太浅，讲师还迟到。', '客户临时取消课程，对收费很不满。'],
      },
      mails: {
        positive: ['课程非常好，大家都想再上。'],
        neutral: ['下一期课程有哪些时间？'],
        negative: ['课程太浅，还晚了一小时开始，和预期差得远。'],
      },
    },
  },
  subjects: {
    price: '关于{product}的价格',
    delivery: '{product}交货',
    quality: '{product}使用情况',
    support: '{product}工单',
    renewal: '{product}合同',
    interest: '咨询{product}',
    work: '{product}的安排',
    training: '培训',
  },
};
