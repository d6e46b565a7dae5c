export type Category = 'Software' | 'Hardware' | 'Services' | 'Consulting' | 'Training';

export const categories: readonly Category[] = ['Software', 'Hardware', 'Services', 'Consulting', 'Training'];

export type Industry = 'Retail' | 'Logistics' | 'Manufacturing' | 'Healthcare' | 'Education' | 'Hospitality';

/** What the company sells, as far as customers care. */
export interface Article {
  sku: string;
  name: string;
  nameChinese: string;
  category: Category;
  description: string;
  /** US dollars. */
  price: number;
  stock?: number;
  leadTimeDays: number;
  /** Who buys it four times as eagerly as others. */
  industries: readonly Industry[];
  /** What tends to be bought with it, by SKU. */
  companions: readonly string[];
  /** Option names and values; the first value of each costs what the article costs. */
  options?: Readonly<Record<string, readonly string[]>>;
}

type Sold = Omit<Article, 'category' | 'industries'> & { industries?: readonly Industry[] };

const software: Sold[] = [
  {
    sku: 'SW-CRM',
    name: 'Atlas CRM Cloud',
    nameChinese: '客户管理云',
    description: 'Customer management for a team of ten, a year. 十人团队一年的客户管理软件。',
    price: 1200,
    leadTimeDays: 0,
    companions: ['TR-ONB', 'SV-MIG', 'TR-MGR'],
  },
  {
    sku: 'SW-INV',
    name: 'Inventory Cloud',
    nameChinese: '库存管理云',
    description: 'Stock in every warehouse, by the minute. 各仓库存实时同步。',
    price: 1800,
    leadTimeDays: 0,
    industries: ['Retail', 'Logistics', 'Manufacturing'],
    companions: ['HW-SCN', 'CO-WMS'],
  },
  {
    sku: 'SW-POS',
    name: 'Point of Sale Suite',
    nameChinese: '收银系统',
    description: 'Tills, vouchers and members in one. 收银、优惠券与会员一体化。',
    price: 960,
    leadTimeDays: 0,
    industries: ['Retail', 'Hospitality'],
    companions: ['HW-POS', 'HW-RCT'],
  },
  {
    sku: 'SW-ANA',
    name: 'Analytics Studio',
    nameChinese: '数据分析平台',
    description: 'Reports and dashboards on your own data. 基于自有数据的报表与看板。',
    price: 2400,
    leadTimeDays: 0,
    companions: ['TR-ANA', 'CO-DAT'],
  },
  {
    sku: 'SW-HRM',
    name: 'People Desk',
    nameChinese: '人事管理系统',
    description: 'Leave, shifts and payroll. 请假、排班与薪资。',
    price: 1500,
    leadTimeDays: 0,
    industries: ['Healthcare', 'Hospitality', 'Education'],
    companions: ['TR-ADM'],
  },
  {
    sku: 'SW-SEC',
    name: 'Endpoint Shield',
    nameChinese: '终端安全卫士',
    description: 'Protection for a hundred devices, a year. 一百台设备一年的安全防护。',
    price: 1350,
    leadTimeDays: 0,
    companions: ['TR-SEC', 'CO-SEC'],
  },
  {
    sku: 'SW-LMS',
    name: 'Learning Hub',
    nameChinese: '在线学习平台',
    description: 'Courses, tests and certificates. 课程、考试与证书。',
    price: 1100,
    leadTimeDays: 0,
    industries: ['Education', 'Healthcare'],
    companions: ['TR-ADM', 'HW-CAM'],
  },
];

const hardware: Sold[] = [
  {
    sku: 'HW-SCN',
    name: 'Handheld Scanner S2',
    nameChinese: '手持扫码枪',
    description: 'Reads torn and bent labels. 破损弯曲的条码也能读。',
    price: 240,
    stock: 310,
    leadTimeDays: 3,
    industries: ['Retail', 'Logistics', 'Healthcare'],
    companions: ['HW-LBL', 'HW-LAB', 'SW-INV'],
    options: { connection: ['USB', 'Bluetooth'], colour: ['black', 'yellow'] },
  },
  {
    sku: 'HW-LBL',
    name: 'Label Printer L4',
    nameChinese: '标签打印机',
    description: 'Four-inch thermal printer. 四英寸热敏打印机。',
    price: 420,
    stock: 96,
    leadTimeDays: 4,
    industries: ['Logistics', 'Manufacturing', 'Healthcare'],
    companions: ['HW-LAB', 'HW-SCN'],
  },
  {
    sku: 'HW-LAB',
    name: 'Thermal Labels',
    nameChinese: '热敏标签纸',
    description: 'A box of ten rolls. 十卷一箱。',
    price: 65,
    stock: 2400,
    leadTimeDays: 2,
    industries: ['Logistics', 'Retail'],
    companions: ['HW-LBL'],
    options: { width: ['57 mm', '80 mm'] },
  },
  {
    sku: 'HW-TAB',
    name: 'Rugged Tablet T10',
    nameChinese: '加固平板',
    description: 'Survives a fall from two metres. 两米跌落不坏。',
    price: 690,
    stock: 58,
    leadTimeDays: 7,
    industries: ['Logistics', 'Manufacturing'],
    companions: ['SV-EXT', 'SW-INV'],
    options: { storage: ['64 GB', '128 GB'] },
  },
  {
    sku: 'HW-POS',
    name: 'Cash Terminal C1',
    nameChinese: '收银终端',
    description: 'Touch till with card reader. 触屏收银机，带刷卡器。',
    price: 880,
    stock: 41,
    leadTimeDays: 6,
    industries: ['Retail', 'Hospitality'],
    companions: ['HW-RCT', 'SV-INS', 'SW-POS'],
  },
  {
    sku: 'HW-RCT',
    name: 'Receipt Printer R2',
    nameChinese: '小票打印机',
    description: 'Quiet, quick, splash-proof. 安静、快速、防溅。',
    price: 190,
    stock: 7,
    leadTimeDays: 5,
    industries: ['Retail', 'Hospitality'],
    companions: ['HW-POS'],
  },
  {
    sku: 'HW-GTW',
    name: 'Edge Gateway G3',
    nameChinese: '边缘网关',
    description: 'Connects machines to the cloud. 设备上云。',
    price: 1150,
    stock: 0,
    leadTimeDays: 35,
    industries: ['Manufacturing'],
    companions: ['SV-INS', 'SW-ANA', 'CO-DAT'],
  },
  {
    sku: 'HW-CAM',
    name: 'Meeting Camera M1',
    nameChinese: '会议摄像头',
    description: 'Follows who speaks. 自动跟踪发言人。',
    price: 350,
    stock: 120,
    leadTimeDays: 3,
    industries: ['Education'],
    companions: ['HW-DSP'],
  },
  {
    sku: 'HW-DSP',
    name: 'Wall Display',
    nameChinese: '拼接显示屏',
    description: 'Bright enough for shop windows. 橱窗级高亮。',
    price: 1400,
    stock: 22,
    leadTimeDays: 10,
    industries: ['Education', 'Retail'],
    companions: ['SV-INS', 'HW-CAM'],
    options: { size: ['55 inch', '65 inch'] },
  },
  {
    sku: 'HW-NAS',
    name: 'Storage Server N8',
    nameChinese: '存储服务器',
    description: 'Eight bays, snapshots, encryption. 八盘位，快照与加密。',
    price: 2100,
    stock: 15,
    leadTimeDays: 9,
    companions: ['HW-UPS', 'SV-EXT', 'SV-MIG'],
    options: { capacity: ['8 TB', '16 TB'] },
  },
  {
    sku: 'HW-UPS',
    name: 'Backup Battery U6',
    nameChinese: '不间断电源',
    description: 'Six minutes to shut down in peace. 断电后六分钟从容关机。',
    price: 310,
    stock: 64,
    leadTimeDays: 4,
    companions: ['HW-NAS'],
  },
];

const services: Sold[] = [
  {
    sku: 'SV-INS',
    name: 'On-site Installation',
    nameChinese: '上门安装',
    description: 'Unpacked, mounted, tested. 开箱、安装、测试。',
    price: 300,
    leadTimeDays: 8,
    companions: [],
  },
  {
    sku: 'SV-EXT',
    name: 'Extended Warranty',
    nameChinese: '延保服务',
    description: 'Two more years, next-day exchange. 延长两年，次日换机。',
    price: 180,
    leadTimeDays: 0,
    companions: [],
  },
  {
    sku: 'SV-MIG',
    name: 'Data Migration',
    nameChinese: '数据迁移',
    description: 'From your old system, checked row by row. 旧系统数据逐行核对迁移。',
    price: 1600,
    leadTimeDays: 14,
    companions: ['TR-ONB'],
  },
  {
    sku: 'SV-SUP',
    name: 'Premium Support',
    nameChinese: '高级支持',
    description: 'An engineer within the hour, a year. 一年内一小时响应。',
    price: 2200,
    leadTimeDays: 0,
    companions: ['SV-EXT'],
  },
  {
    sku: 'SV-CAL',
    name: 'Device Calibration',
    nameChinese: '设备校准',
    description: 'Certified, twice a year. 一年两次，出具证书。',
    price: 450,
    leadTimeDays: 12,
    industries: ['Manufacturing', 'Healthcare'],
    companions: ['SV-EXT'],
  },
];

const consulting: Sold[] = [
  {
    sku: 'CO-PRO',
    name: 'Process Review',
    nameChinese: '流程诊断',
    description: 'Five days on site and a report. 驻场五天并出具报告。',
    price: 4500,
    leadTimeDays: 21,
    companions: ['TR-MGR'],
  },
  {
    sku: 'CO-DAT',
    name: 'Data Strategy Workshop',
    nameChinese: '数据战略工作坊',
    description: 'Two days with your directors. 与管理层共创两天。',
    price: 3800,
    leadTimeDays: 15,
    companions: ['SW-ANA'],
  },
  {
    sku: 'CO-SEC',
    name: 'Security Audit',
    nameChinese: '安全审计',
    description: 'Penetration test and remedies. 渗透测试与整改建议。',
    price: 5200,
    leadTimeDays: 25,
    industries: ['Healthcare'],
    companions: ['TR-SEC', 'SW-SEC'],
  },
  {
    sku: 'CO-WMS',
    name: 'Warehouse Design',
    nameChinese: '仓储规划',
    description: 'Layout, routes and racking. 布局、动线与货架。',
    price: 6000,
    leadTimeDays: 30,
    industries: ['Logistics'],
    companions: ['SW-INV', 'HW-TAB'],
  },
];

const training: Sold[] = [
  {
    sku: 'TR-ONB',
    name: 'Onboarding Day',
    nameChinese: '上手培训',
    description: 'Your team productive by the evening. 一天上手。',
    price: 700,
    leadTimeDays: 7,
    companions: ['TR-ADM'],
  },
  {
    sku: 'TR-ADM',
    name: 'Administrator Course',
    nameChinese: '管理员课程',
    description: 'Three days, with certificate. 三天课程，颁发证书。',
    price: 1250,
    leadTimeDays: 14,
    companions: [],
  },
  {
    sku: 'TR-SEC',
    name: 'Security Awareness',
    nameChinese: '安全意识培训',
    description: 'Phishing, passwords, habits. 钓鱼邮件、密码与习惯。',
    price: 520,
    leadTimeDays: 6,
    companions: ['SW-SEC'],
  },
  {
    sku: 'TR-ANA',
    name: 'Analytics Bootcamp',
    nameChinese: '数据分析训练营',
    description: 'From spreadsheet to dashboard. 从表格到看板。',
    price: 1400,
    leadTimeDays: 12,
    companions: ['SW-ANA'],
  },
  {
    sku: 'TR-MGR',
    name: 'Sales Coaching',
    nameChinese: '销售辅导',
    description: 'Six sessions for sales leads. 面向销售主管的六次辅导。',
    price: 1800,
    leadTimeDays: 10,
    companions: ['SW-CRM'],
  },
];

const everyone: readonly Industry[] = [];

const sold = (category: Category, articles: readonly Sold[]): Article[] =>
  articles.map((article) => ({ industries: everyone, ...article, category }));

export const articles: readonly Article[] = [
  ...sold('Software', software),
  ...sold('Hardware', hardware),
  ...sold('Services', services),
  ...sold('Consulting', consulting),
  ...sold('Training', training),
];
