/** Names of columns that several kinds of records have: surely, and perhaps. Written as `headerKey` leaves them. */

export const owner = [
  'owner ownername assignedto assignee salesrep salesperson accountmanager rep responsible owneremail assignedtoemail 负责人 销售 销售人员 销售负责人 跟进人 归属人 所有人 客户经理 业务员 owneralias',
  'user assigned createdby 创建人 录入人',
] as const;
export const companyReference = [
  'company companyname organization organisation organizationname organisationname account accountname employer associatedcompany primaryassociatedcompany primarycompany associatedcompanyprimary companynameprimary 公司 公司名称 单位 单位名称 所属公司 企业 企业名称 所属客户 客户公司 工作单位',
  'customer client clientname customername firm 客户名称 客户',
] as const;
export const companyId =
  'companyid associatedcompanyids associatedcompanyid associatedcompanyidsprimary primaryassociatedcompanyid accountid organizationid organisationid orgid 公司编号 公司id 客户编号';
export const contactReference = [
  'contact contactname contactperson primarycontact person personname associatedcontact associatedcontacts contactemail customeremail personemailwork requester requesteremail 联系人 联系人姓名 客户联系人',
  'customer customername client clientname name buyer recipient email phone user 客户 客户姓名 姓名 邮箱 手机 电话 手机号 收货人 买家',
] as const;
export const contactId =
  'contactid associatedcontactids associatedcontactid personid whoid customerid userid clientid buyerid 联系人id 联系人编号 客户id 会员号 会员id';
export const dealReference = [
  'deal dealname dealtitle opportunity opportunityname associateddeal 商机 商机名称',
] as const;
export const dealId = 'dealid associateddealids associateddealid opportunityid 商机id 商机编号';
export const notes = [
  'notes note remarks remark comments comment internalnotes 备注 说明 备注信息 客户备注',
  'description details about bio 描述 补充说明 详情',
] as const;
export const created = [
  'createdat created createdate createddate datecreated createdon createtime addtime personcreated organizationcreated dealcreated 创建时间 创建日期 录入时间 录入日期 建档时间 建档日期 添加时间',
] as const;
export const currency = [
  'currency currencycode currencyisocode currencyofvalue dealcurrency 币种 货币',
] as const;
