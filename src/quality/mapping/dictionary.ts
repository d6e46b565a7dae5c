import type { ImportKind } from '../contract.ts';
import {
  companyId,
  companyReference,
  contactId,
  contactReference,
  created,
  currency,
  dealId,
  dealReference,
  notes,
  owner,
} from './shared-names.ts';

/**
 * The names columns have in the exports of HubSpot, Salesforce and Pipedrive and in people's own tables, in
 * English and Chinese, by the field they mean: surely, and perhaps. Written as `headerKey` leaves them.
 */
type Dictionary = Readonly<Record<string, readonly [surely: string, perhaps?: string]>>;

const contact: Dictionary = {
  name: [
    'name fullname contactname personname displayname customername clientname 姓名 名字 联系人 联系人姓名 客户姓名 全名 中文名',
    'contact customer client person lead leadname 客户 客户名 客户名称 称呼',
  ],
  'name.first': ['firstname givenname forename fname first 名'],
  'name.last': ['lastname surname familyname lname last 姓 姓氏'],
  emails: [
    'email emails emailaddress mail workemail emailwork emailhome emailother primaryemail secondaryemail additionalemail additionalemailaddresses personalemail businessemail otheremail email1 email2 email3 customeremail contactemail 邮箱 电子邮箱 电子邮件 邮件 邮箱地址 邮件地址 email地址 工作邮箱 个人邮箱',
  ],
  phones: [
    'phone phones phonenumber mobile mobilephone mobilephonenumber mobilenumber cell cellphone telephone tel workphone homephone directphone otherphone phonework phonehome phonemobile phoneother phone1 phone2 phone3 customerphone contactphone whatsappphonenumber 手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 座机 固话 办公电话 固定电话 手机1 手机2 电话1 电话2',
    'contactnumber number 号码 微信',
  ],
  company: companyReference,
  'company.externalId': [companyId],
  jobTitle: [
    'jobtitle title position role jobposition persontitle jobrole 职位 职务 头衔 岗位',
    'function jobfunction department 部门职务',
  ],
  lifecycleStage: [
    'lifecyclestage leadstatus customerstatus contactstatus 阶段 客户阶段 生命周期阶段 客户状态 线索状态 生命周期',
    'status stage 状态 客户级别 跟进状态',
  ],
  leadSource: [
    'leadsource originalsource source 来源 线索来源 客户来源 渠道来源 originaltrafficsource latestsource',
    'channel 渠道 获客渠道',
  ],
  language: ['language preferredlanguage 语言'],
  city: ['city mailingcity addresscity town 城市 所在城市 市', 'location othercity region 地区 所在地'],
  'address.line1': [
    'address1 addressaddress1 addressline1 addressstreet street streetaddress mailingstreet address 地址 详细地址 联系地址 收货地址 通讯地址',
  ],
  'address.line2': ['address2 addressaddress2 addressline2'],
  'address.region': [
    'addressstate addressprovince addressregion state province stateregion mailingstate mailingstateprovince 省 省份',
  ],
  'address.postcode': [
    'addresszip addresspostcode addresspostalcode zip zipcode postcode postalcode mailingpostalcode mailingzippostalcode 邮编 邮政编码',
  ],
  'address.country': ['addresscountry country countryregion mailingcountry 国家 国家地区'],
  owner: ['contactowner leadowner '.concat(owner[0]), owner[1]],
  lastContactOn: [
    'lastcontact lastcontacted lastcontactdate lastcontactedon lastactivitydate lastactivity 最近联系 上次联系 最后联系 最近联系时间 最后联系时间 最近跟进时间 最后跟进时间 上次跟进时间 最近跟进 最新跟进时间 实际跟进时间 上次联系时间',
    'lastmodified lastseen lastinteraction',
  ],
  followUpOn: [
    'followup followupon followupdate followupby nextactivitydate nextfollowup nextcontact nextcontactdate 跟进日期 跟进时间 下次跟进 下次跟进时间 下次跟进日期 下次联系时间 下次联系 计划跟进时间',
    'nextstep nextactivity',
  ],
  doNotContact: [
    'donotcontact donotcall optout unsubscribed emailoptout hasoptedoutofemail unsubscribedfromallemail 勿扰 免打扰 拒绝联系',
  ],
  notes,
  externalId: [
    'recordid contactid personid leadid vid hsobjectid customerid customernumber clientid userid memberid externalid 客户编号 客户id 联系人编号 联系人id 会员号 编号',
    'id key uid uuid 序号',
  ],
  createdAt: created,
};

const company: Dictionary = {
  name: [
    'companyname name company accountname organizationname organisationname organization organisation account 公司 公司名称 企业名称 单位名称 名称 客户名称 企业 单位',
    'client customer firm clientname customername 客户',
  ],
  domain: [
    'domain companydomainname companydomain website websiteurl url homepage 域名 网站 官网 网址 公司网址',
    'web',
  ],
  industry: ['industry sector 行业 所属行业 所在行业', 'vertical 类别'],
  phone: [
    'phone phonenumber companyphone mainphone telephone tel 电话 公司电话 联系电话 总机 座机 电话号码',
    '手机 联系方式 mobile',
  ],
  city: [
    'city billingcity addresscity companycity shippingcity 城市 所在城市 市',
    'town location 地区 所在地',
  ],
  country: [
    'country countryregion billingcountry addresscountry companycountry addresscountryofaddress 国家 国家地区 所在国家',
    'shippingcountry nation',
  ],
  employees: [
    'employees numberofemployees employeecount noofemployees companysize headcount peoplecount 员工数 人数 员工人数 公司规模 企业规模',
    'size staff 规模',
  ],
  owner: ['companyowner accountowner '.concat(owner[0]), owner[1]],
  notes,
  externalId: [
    'recordid companyid accountid accountnumber organizationid hsobjectid externalid 公司编号 公司id 客户编号 客户id 编号',
    'id key uid uuid 序号',
  ],
  createdAt: created,
};

const deal: Dictionary = {
  name: [
    'dealname dealtitle opportunityname opportunity deal title name 商机 商机名称 机会名称 销售机会 项目名称 名称 标题',
    'subject project 项目',
  ],
  contact: contactReference,
  'contact.externalId': [contactId],
  company: companyReference,
  'company.externalId': [companyId],
  stage: [
    'stage dealstage stagename salesstage opportunitystage pipelinestage 商机阶段 销售阶段 阶段',
    'status dealstatus 状态 商机状态 进度',
  ],
  'stage.outcome': ['status dealstatus dealoutcome 状态 商机状态'],
  amount: [
    'amount dealamount value dealvalue opportunityamount expectedamount amountconverted 金额 商机金额 预计金额 预计成交金额 合同金额 销售金额 预计销售金额 成交金额',
    'price revenue total budget expectedrevenue 预算 价格 总价',
  ],
  currency,
  expectedCloseOn: [
    'closedate expectedclosedate expectedclose expectedcloseon estimatedclosedate 预计成交日期 预计成交日 预计成交时间 预计签单日期 预计签约日期 预计结束日期 预计成交 预计关单日期',
    'duedate deadline 成交日期 结单日期',
  ],
  closedOn: [
    'closedon closeddate actualclosedate dateclosed wontime losttime dealclosed 关闭日期 实际成交日期 实际成交时间 赢单时间 输单时间 成交时间',
  ],
  lostReason: ['lostreason closedlostreason lossreason reasonlost 丢单原因 输单原因 失败原因'],
  source: [
    'source leadsource dealsource originalsource originaltrafficsource 来源 商机来源 线索来源',
    'channel 渠道',
  ],
  owner: ['dealowner opportunityowner '.concat(owner[0]), owner[1]],
  notes,
  externalId: [
    'recordid dealid opportunityid hsobjectid externalid 商机编号 商机id 编号',
    'id key uid uuid 序号',
  ],
  createdAt: created,
};

const interaction: Dictionary = {
  contact: contactReference,
  'contact.externalId': [contactId],
  company: companyReference,
  'company.externalId': [companyId],
  deal: dealReference,
  'deal.externalId': [dealId],
  channel: [
    'channel type activitytype engagementtype calltype interactiontype tasksubtype 方式 跟进方式 联系方式 沟通方式 渠道 活动类型 跟进类型 互动类型',
    'method medium kind 类型',
  ],
  occurredAt: [
    'occurredat date datetime time when activitydate interactiondate calldate meetingdate timestamp starttime duedate completedon completedat markedasdonetime createdat createdate 时间 日期 跟进时间 跟进日期 联系时间 沟通时间 拜访时间 拜访日期 发生时间 活动时间',
    'lastmodified 创建时间',
  ],
  subject: ['subject title activitysubject callsubject meetingname 主题 标题 跟进主题', 'name topic'],
  summary: [
    'summary notes note body content description details comments callnotes meetingnotes activitynote notebody message text 内容 跟进内容 跟进记录 沟通内容 沟通记录 拜访内容 记录 备注 描述 详情 纪要 互动内容',
    'remark 说明',
  ],
  sentiment: ['sentiment mood 情绪'],
  owner: ['activityassignedto '.concat(owner[0]), owner[1]],
};

const product: Dictionary = {
  name: [
    'name productname product title itemname item 产品 产品名称 商品 商品名称 品名 名称 产品名',
    'sales model 型号',
  ],
  sku: [
    'sku productcode code itemcode itemnumber partnumber productsku 货号 商品编码 产品编码 产品编号 商品编号 编码 物料编码 款号',
    'model barcode 条码 型号',
  ],
  category: [
    'category productcategory productfamily family producttype 类别 分类 产品类别 商品分类 产品分类 品类',
    'type collection 类型',
  ],
  description: ['description productdescription details 描述 产品描述 商品描述 简介', 'notes 备注 说明'],
  price: [
    'price unitprice listprice saleprice retailprice sellingprice 价格 单价 售价 销售价 零售价 标准价格',
    'amount cost 金额',
  ],
  cost: ['cost unitcost costprice purchaseprice costofgoodssold directcost 成本 成本价 进价 采购价'],
  currency,
  stock: [
    'stock inventory quantity stockquantity qty onhand instock quantityinstock 库存 库存数量 数量 库存量',
    'available',
  ],
  leadTimeDays: ['leadtime leadtimedays deliverydays 交货期 供货周期 交期'],
  active: ['active isactive enabled status 在售 是否在售 启用 上架 状态'],
  externalId: ['recordid productid hsobjectid externalid 产品id 商品id', 'id key uid uuid 编号 序号'],
  createdAt: created,
};

const order: Dictionary = {
  number: [
    'number ordernumber orderno orderid ordername order invoicenumber salesordernumber 订单号 订单编号 单号 订单id 销售单号',
    'name id reference 编号',
  ],
  contact: contactReference,
  'contact.externalId': [contactId],
  company: companyReference,
  'company.externalId': [companyId],
  orderedAt: [
    'orderedat orderdate date createdat created purchasedate orderplaced saledate transactiondate invoicedate processedat 下单时间 下单日期 订单日期 订单时间 购买时间 成交时间 付款时间 日期',
    'paidat createdate 创建时间',
  ],
  status: [
    'status orderstatus fulfillmentstatus state 状态 订单状态 发货状态',
    'financialstatus paymentstatus 支付状态',
  ],
  channel: ['channel saleschannel source 渠道 销售渠道 来源 订单来源 平台'],
  total: [
    'total amount ordertotal totalprice totalamount grandtotal revenue ordervalue netamount totalsales 金额 订单金额 总金额 总价 实付金额 实付款 合计 应付金额 成交金额',
    'value price subtotal sales 付款金额 价格 售价',
  ],
  'order_line.product': ['lineitemproductid productid 商品id 产品id'],
  'order_line.productName': ['lineitemname productname itemname product item 商品名称 产品名称 商品 产品'],
  'order_line.variant': ['lineitemvariantid variantid itemid'],
  'order_line.sku': ['lineitemsku sku itemsku variantsku productsku 货号 商品编码 商家编码 sku编码'],
  'order_line.quantity': ['lineitemquantity quantity qty itemquantity 数量 商品数量 购买数量'],
  'order_line.unitPrice': ['lineitemprice unitprice itemprice priceeach 单价 商品单价'],
  'order_line.discount': ['lineitemdiscount linediscount itemdiscount 商品优惠 单品优惠'],
  currency,
  paymentMethod: ['paymentmethod payment paymenttype gateway 支付方式 付款方式 结算方式'],
  owner,
  'shippingAddress.line1': [
    'addressaddress1 shippingaddress1 shippingstreet shippingaddressline1 address1 street shippingaddress 收货地址 收件地址 地址 详细地址',
    'address',
  ],
  'shippingAddress.line2': ['addressaddress2 shippingaddress2 shippingaddressline2 address2'],
  'shippingAddress.city': ['addresscity shippingcity city 收货城市 城市 市'],
  'shippingAddress.region': [
    'addressstate shippingstate shippingprovince shippingregion addressprovince state province 省 省份',
  ],
  'shippingAddress.postcode': [
    'addresszip addresspostcode shippingzip shippingpostalcode shippingpostcode zip zipcode postcode postalcode 邮编 邮政编码',
  ],
  'shippingAddress.country': ['addresscountry shippingcountry country 国家'],
  externalId: ['recordid hsobjectid externalid orderuuid', 'id key uid uuid'],
};

const ticket: Dictionary = {
  number: [
    'number ticketnumber ticketno casenumber ticketid caseid 工单号 工单编号 单号',
    'id reference 编号',
  ],
  subject: [
    'subject title ticketname ticketsubject name issue summary 主题 标题 工单主题 问题 工单标题',
    'request problem',
  ],
  description: [
    'description ticketdescription body message content details casedescription 描述 内容 问题描述 工单描述 详情',
    'notes comments 备注',
  ],
  contact: contactReference,
  'contact.externalId': [contactId],
  company: companyReference,
  'company.externalId': [companyId],
  order: ['order ordernumber orderno 订单 订单号'],
  'order.externalId': ['orderid'],
  status: ['status ticketstatus casestatus state 状态 工单状态 处理状态'],
  priority: ['priority ticketpriority casepriority urgency 优先级 紧急程度'],
  queue: [
    'queue team group pipeline department ticketpipeline 队列 处理组 部门 受理组',
    'category type 类型 分类',
  ],
  owner: ['ticketowner caseowner agent '.concat(owner[0]), owner[1]],
  sentiment: ['sentiment 情绪'],
  openedAt: [
    'openedat opened createdat created createdate createddate dateopened datetimeopened openeddate submittedat 创建时间 提交时间 受理时间 创建日期',
    'date 日期 时间',
  ],
  dueAt: ['dueat duedate deadline slatarget 截止时间 截止日期'],
  resolvedAt: [
    'resolvedat resolved closedat closedate closeddate datetimeclosed resolveddate solvedat 解决时间 关闭时间 完成时间',
  ],
  externalId: ['recordid hsobjectid externalid', 'id key uid uuid'],
};

const task: Dictionary = {
  title: ['title task taskname tasktitle subject name 标题 任务 任务名称 任务标题 主题 待办', 'summary'],
  contact: contactReference,
  'contact.externalId': [contactId],
  company: companyReference,
  'company.externalId': [companyId],
  deal: dealReference,
  'deal.externalId': [dealId],
  ticket: ['ticket ticketnumber 工单 工单号'],
  owner: ['taskowner '.concat(owner[0]), owner[1]],
  dueOn: [
    'dueon due duedate deadline activitydate dueby 截止日期 到期日 截止时间 期限 完成期限 到期时间',
    'date 日期',
  ],
  priority: ['priority taskpriority 优先级'],
  status: ['status taskstatus done completed state 状态 任务状态 完成状态'],
  notes: ['notes note description comments body taskbody 备注 描述 任务描述 说明 内容'],
  externalId: ['recordid taskid activityid hsobjectid externalid 任务id 任务编号', 'id key uid uuid 编号'],
  createdAt: created,
};

export const dictionaries: Readonly<Record<ImportKind, Dictionary>> = {
  contact,
  company,
  deal,
  interaction,
  product,
  order,
  ticket,
  task,
};

/** What a file's name says about its records. */
export const fileNames: readonly [RegExp, ImportKind][] = [
  [/compan|account|organi[sz]ation|公司|企业|单位/i, 'company'],
  [/deal|opportunit|商机|销售机会/i, 'deal'],
  [/order|订单/i, 'order'],
  [/product|catalog|商品|产品/i, 'product'],
  [/ticket|case|工单|售后/i, 'ticket'],
  [/task|to-?do|任务|待办/i, 'task'],
  [/interaction|activit|call|meeting|engagement|note|跟进|拜访|沟通|互动/i, 'interaction'],
  [/contact|people|person|lead|customer|user|client|联系人|客户|线索|会员/i, 'contact'],
];

const goods = ['product', 'productName', 'variant', 'sku'].map((part) => `order_line.${part}`);

/** Columns of which one is enough to make a kind, and which it cannot do without. */
export const needed: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  contact: [['name', 'name.first', 'name.last', 'emails', 'phones']],
  company: [['name', 'domain']],
  deal: [['name']],
  interaction: [
    ['summary', 'subject'],
    ['contact', 'contact.externalId', 'company', 'company.externalId'],
  ],
  product: [['name', 'sku']],
  order: [
    ['number', 'externalId'],
    ['contact', 'contact.externalId', 'company', 'company.externalId', 'total', 'order_line', ...goods],
  ],
  ticket: [['subject', 'description']],
  task: [['title']],
};

/** Keys only one kind has: each found speaks for it. */
export const signs: Readonly<Record<ImportKind, string>> = {
  contact:
    'firstname lastname jobtitle lifecyclestage mobilephone emails mobile contactowner leadstatus 手机 手机号 手机号码 职位 客户姓名 职务 下次跟进时间 personname lastcontactdate followupby email 邮箱',
  company:
    'companydomainname numberofemployees companyowner accountowner industry annualrevenue employees billingcity domain 行业 员工数 公司规模 官网 统一社会信用代码 accountnumber parentaccount',
  deal: 'dealstage dealname closedate opportunityname stagename probability amount dealowner opportunityowner expectedclosedate dealtitle 商机名称 商机金额 预计成交日期 商机阶段 销售阶段 赢单率',
  interaction:
    'activitytype engagementtype callduration calltype activitydate occurredat channel activitysubject markedasdonetime 跟进内容 跟进方式 沟通内容 拜访内容 跟进记录 callnotes',
  product:
    'sku price unitcost stock inventory productcode leadtimedays variants listprice 库存 售价 货号 进价 商品编码 成本价',
  order:
    'ordernumber orderid orderdate orderedat items lineitems paymenthistory ordertotal totalprice shippingcity fulfillmentstatus orderstatus 订单号 订单编号 下单时间 订单金额 订单状态 收货地址',
  ticket:
    'ticketname ticketnumber casenumber ticketstatus ticketid casestatus ticketowner caseowner resolvedat 工单号 工单状态 工单编号 问题描述 工单主题',
  task: 'duedate taskname taskstatus tasktype dueon taskpriority 任务 任务名称 截止日期 任务状态 待办',
};

/** Lists of records within a JSON record, by the kind that has them. */
export const listNames: Readonly<Partial<Record<ImportKind, Readonly<Record<string, string>>>>> = {
  contact: {
    payment_method: 'paymentmethods paymentmethod cards savedcards wallets 支付方式 付款方式',
  },
  order: {
    order_line: 'items lineitems lines orderlines orderitems products details 商品 明细 订单明细 商品明细',
    payment: 'payments paymenthistory transactions 支付记录 付款记录',
    return: 'returns refunds 退货 退款',
    fulfilment: 'fulfillments fulfilments shipments deliveries 发货记录 物流 物流记录',
  },
  product: { product_variant: 'variants variations skus options 规格 sku 款式' },
};
