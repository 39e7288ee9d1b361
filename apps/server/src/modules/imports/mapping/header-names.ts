import type { ImportField } from '@jingyun/contracts';

/**
 * What columns are called, by field; the earlier name is the better guess. ServiceNow,
 * Zendesk, Redmine, Jira, XES, then Chinese (simplified and traditional).
 */
const names: Record<ImportField, string> = {
  externalId:
    'number|case:concept:name|ticket id|ticket number|ticket no|ticket|issue key|key|case id|case number|caseid|incident id|incident number|unique key|request id|external id|id|#|工单编号|工单号|单号|工单id|编号|案件编号|流水号|服务单号|工單編號|單號|編號|案件編號',
  subject:
    'short description|subject|ticket subject|title|summary|case:subject|descriptor|标题|主题|工单标题|问题标题|摘要|事由|標題|主旨',
  description:
    'description|ticket description|details|body|content|comment|描述|问题描述|内容|详情|详细描述|问题内容|反馈内容|描述內容|問題描述|內容',
  kind: 'ticket type|type|issue type|tracker|kind|request type|工单类型|类型|单据类型|业务类型|工單類型|類型',
  status:
    'state|incident state|status|ticket status|ident state|lifecycle:state|状态|工单状态|当前状态|处理状态|狀態|工單狀態|處理狀態',
  priority: 'priority|ticket priority|优先级|紧急程度|优先等级|優先級|優先順序',
  importance: 'impact|importance|severity|seriousness|影响|影响程度|影响范围|重要性|严重程度|影響|嚴重程度',
  urgency: 'urgency|紧急度|紧迫性|緊急度',
  category:
    'category|subcategory|complaint type|category (2)|service type|component|分类|工单分类|问题分类|类别|问题类型|一级分类|分類|類別|問題類型',
  channel:
    'contact type|channel|ticket channel|source|via|open data channel type|渠道|来源|来源渠道|受理渠道|反馈渠道|渠道来源|管道|來源',
  tags: 'tags|labels|标签|標籤',
  team: 'assignment group|group|assignee group|team|queue|department|agency|org:group|workgroup|support section|处理组|受理组|处理部门|部门|责任部门|团队|技能组|客服组|處理部門|部門|團隊|處理組',
  assignee:
    'assigned to|assignee|owner|agent|handler|org:resource|处理人|受理人|负责人|经办人|处理人员|客服|坐席|指派给|被指派人|處理人|負責人|經辦人|客服人員',
  requester:
    'caller id|caller|requester|requester name|customer name|customer|reporter|author|contact|opened for|客户|客户名称|客户姓名|姓名|联系人|报修人|提交人|申请人|用户|反馈人|客戶|客戶姓名|客戶名稱|聯絡人|申請人',
  requesterEmail:
    'customer email|requester email|email|e-mail|contact email|客户邮箱|邮箱|电子邮件|联系邮箱|客戶信箱|電子郵件',
  requesterPhone:
    'customer phone|requester phone|phone|telephone|mobile|contact phone|客户电话|联系电话|手机|手机号|电话|联系方式|聯絡電話|客戶電話|手機',
  createdAt:
    'opened at|opened|created at|created|created date|created on|creation date|open date|reported at|submitted at|创建时间|提交时间|登记时间|受理时间|报修时间|开单时间|建单时间|创建日期|反馈时间|投诉时间|建立時間|受理時間|提交時間|建立日期',
  firstRepliedAt:
    'first response time|first reply at|first responded at|first response at|first reply time|responded at|首次响应时间|首次回复时间|响应时间|首响时间|首次響應時間|首次回覆時間',
  solvedAt:
    'resolved at|solved at|resolved|resolution date|resolved date|time to resolution|solved on|解决时间|完成时间|处理完成时间|解决日期|完结时间|解決時間|完成時間',
  closedAt:
    'closed at|closed|closed on|closed date|close date|关闭时间|结案时间|关单时间|关闭日期|關閉時間|結案時間',
  slaMet: 'made sla|sla met|within sla|sla|是否达标|sla达标|是否按时|达标|是否達標',
  at: 'sys updated at|time:timestamp|updated at|changed at|timestamp|event time|updated|last updated|操作时间|变更时间|更新时间|发生时间|處理時間|操作時間|變更時間|更新時間',
  activity: 'concept:name|activity|action|event|操作|活动|动作|处理动作|操作类型|活動|動作',
  by: 'sys updated by|updated by|changed by|actor|user|org:resource|操作人|更新人|变更人|操作員|更新者',
};

/** Fields in the order in which they take their columns: the telling names before the vague ones. */
const order: ImportField[] = [
  'externalId',
  'activity',
  'at',
  'status',
  'createdAt',
  'firstRepliedAt',
  'solvedAt',
  'closedAt',
  'slaMet',
  'subject',
  'description',
  'requesterEmail',
  'requesterPhone',
  'requester',
  'team',
  'assignee',
  'priority',
  'importance',
  'urgency',
  'category',
  'channel',
  'kind',
  'tags',
  'by',
];

/** A header as it is compared: lower case, without width, separators, brackets and units. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .replace(/^(sys|u) (?!updated)/, '')
    .trim();
}

/** The fields that headers name, each field and each column once (a process log's resource is also who acts). */
export function fieldsByHeader(headers: readonly string[]): Map<ImportField, string> {
  const columns = new Map(headers.map((header) => [foldHeader(header), header]));
  const taken = new Set<string>();
  const found = new Map<ImportField, string>();
  for (const field of order) {
    for (const name of names[field].split('|')) {
      const header = columns.get(foldHeader(name));
      const shared = field === 'by' && header === 'org:resource';
      if (header === undefined || (taken.has(header) && !shared)) continue;
      found.set(field, header);
      taken.add(header);
      break;
    }
  }
  return found;
}
