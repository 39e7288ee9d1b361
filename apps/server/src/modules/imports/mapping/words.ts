import type {
  TicketChannel,
  TicketKind,
  TicketLevel,
  TicketPriority,
  TicketStatus,
} from '@jingyun/contracts';

/** A word as it is compared: width, case and surrounding space say nothing. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

/** Groups of words with one meaning, as they are listed below, by word. */
function byWord<T extends string>(groups: Record<T, string>): ReadonlyMap<string, T> {
  const table = new Map<string, T>();
  for (const [meaning, list] of Object.entries(groups) as [T, string][]) {
    for (const one of list.split('|')) table.set(foldWord(one), meaning);
  }
  return table;
}

/** Statuses as ServiceNow, Zendesk, Redmine, Jira and Chinese desks name them. */
export const statusWords = byWord<TicketStatus>({
  new: 'new|submitted|registered|unassigned|to do|todo|backlog|logged|insert ticket|新建|新|新增|待处理|未处理|待受理|未受理|待分配|待分派|未分配|待派单|已提交|已登记|登记|待處理|未處理|新增工單',
  open: 'open|active|in progress|work in progress|wip|assigned|accepted|acknowledged|processing|reopened|re-opened|started|in treatment|take in charge ticket|take in charge|处理中|进行中|已受理|受理|受理中|打开|已打开|已分配|已派单|已分派|跟进中|已响应|处理|重新打开|已接单|處理中|進行中|已受理|跟進中',
  pendingCustomer:
    'pending|pending customer response|pending customer|awaiting user info|awaiting customer|awaiting caller|awaiting user|waiting for customer|waiting on customer|waiting for user|feedback|need more info|customer action|待客户|待客户回复|待客户确认|等待客户|等待客户回复|待用户|待用户反馈|待反馈|待回复|待确认|待補充|待客戶回覆|待補件|待补充',
  onHold:
    'on hold|on-hold|hold|onhold|wait|waiting|awaiting vendor|awaiting problem|awaiting evidence|awaiting change|awaiting third party|waiting for third party|pending vendor|suspended|paused|blocked|deferred|挂起|已挂起|暂停|已暂停|搁置|待第三方|待厂商|待供应商|待配件|延期|擱置|暫停|掛起',
  solved:
    'solved|resolved|resolve ticket|resolve|fixed|done|completed|complete|verified|finished|answered|已解决|解决|已完成|完成|处理完成|已处理|已修复|待评价|待回访|已解決|已處理|處理完成',
  closed:
    'closed|close|close ticket|closed complete|closed incomplete|cancelled|canceled|rejected|invalid|duplicate|withdrawn|archived|已关闭|关闭|结案|已结案|已取消|取消|作废|已作废|驳回|已撤销|归档|已归档|已評價|已评价|已關閉|結案|已結案',
});

export const priorityWords = byWord<TicketPriority>({
  urgent:
    'urgent|critical|immediate|emergency|blocker|highest|p0|p1|1 - critical|1-critical|非常紧急|特急|紧急|最高|严重|緊急|加急',
  high: 'high|major|important|p2|2 - high|2-high|高|较高|重要|高优先级|高優先級',
  normal:
    'normal|medium|moderate|standard|middle|p3|3 - moderate|3-moderate|3 - medium|中|普通|一般|正常|标准|標準',
  low: 'low|minor|lowest|trivial|planning|p4|p5|4 - low|4-low|5 - planning|低|较低|不急|最低',
});

export const levelWords = byWord<TicketLevel>({
  high: '1|high|1 - high|critical|extensive|significant|高|重要|紧急|緊急|大',
  medium: '2|medium|2 - medium|moderate|normal|中|一般|普通',
  low: '3|4|low|3 - low|minor|localized|低|不重要|不紧急|小',
});

export const channelWords = byWord<TicketChannel>({
  phone:
    'phone|telephone|call|voice|ivr|hotline|walk-in call|电话|热线|来电|呼叫中心|電話|熱線|客服电话|400电话',
  email: 'email|e-mail|mail|邮件|电子邮件|邮箱|電子郵件|郵件|信箱',
  web: 'web|website|self service|self-service|selfservice|portal|online|web form|form|web widget|kiosk|网站|网页|官网|自助|自助服务|门户|表单|在线提交|小程序|app|網站|網頁|官網|線上',
  chat: 'chat|live chat|messaging|im|wechat work|在线客服|在线聊天|即时通讯|企业微信|微信客服|线上客服|线上聊天|线上客服|聊天|線上客服|line',
  social:
    'social|social media|twitter|facebook|weibo|wechat|instagram|微博|微信|微信公众号|公众号|抖音|小红书|社交媒体|社群|论坛',
  faceToFace:
    'face to face|in person|walk-in|walk in|counter|store|direct opening|on site|上门|门店|到店|现场|当面|柜台|門市|現場|臨櫃',
  api: 'api|integration|monitoring|event|system|auto|接口|系统|监控|自动|系統|自動',
});

export const kindWords = byWord<TicketKind>({
  incident:
    'incident|problem|bug|defect|technical issue|fault|outage|failure|故障|事件|报修|报障|技术问题|缺陷|故障申告|報修',
  inquiry:
    'inquiry|enquiry|question|product inquiry|billing inquiry|consultation|information|咨询|询问|产品咨询|咨询类|諮詢|詢問|查询',
  request:
    'request|service request|task|feature|change|cancellation request|申请|服务请求|需求|请求|业务办理|变更|申請|服務請求|需求单',
  complaint: 'complaint|grievance|投诉|抱怨|客诉|投诉类|客訴|投訴',
  afterSales:
    'after sales|after-sales|refund request|return|refund|exchange|warranty|rma|售后|退货|换货|退款|退换货|维修|售後|退貨|換貨|維修',
  internal: 'internal|内部|内部工单|內部',
});

export const yesWords: ReadonlySet<string> = new Set([
  'true',
  'yes',
  'y',
  '1',
  't',
  'met',
  'ok',
  '是',
  '达标',
  '已达成',
  '未超时',
  '達標',
  '未逾期',
  '按时',
]);
export const noWords: ReadonlySet<string> = new Set([
  'false',
  'no',
  'n',
  '0',
  'f',
  'breached',
  'missed',
  '否',
  '未达标',
  '已超时',
  '超时',
  '違反',
  '未達標',
  '已逾期',
  '逾期',
]);

/** Numbers of a five- or four-step scale where 1 is the most urgent, as ITIL tools keep them. */
export const numberedPriorities: ReadonlyMap<string, TicketPriority> = new Map([
  ['1', 'urgent'],
  ['2', 'high'],
  ['3', 'normal'],
  ['4', 'low'],
  ['5', 'low'],
]);
