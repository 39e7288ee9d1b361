import { definePermissions } from './permissions.ts';

/** Scope `own`: tickets one made, follows or has been given. `team`: those, the team's, and those no team has yet. */
export const ticketPermissions = definePermissions({
  'tickets.read': {
    words: { zh: '查看工单', en: 'See tickets' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'team',
      agent: 'team',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'tickets.create': {
    words: { zh: '新建工单', en: 'Create tickets' },
    roles: { owner: 'all', manager: 'all', teamLead: 'all', agent: 'all', quality: 'all' },
  },
  'tickets.update': {
    words: { zh: '修改、合并、关联与批量处理工单', en: 'Change, merge, link and bulk-edit tickets' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'team' },
  },
  'tickets.reply': {
    words: { zh: '回复客户', en: 'Reply to customers' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'team' },
  },
  'tickets.note': {
    words: { zh: '添加内部备注', en: 'Write internal notes' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'team', quality: 'all', trainer: 'all' },
  },
  'tickets.share': {
    words: { zh: '共享快捷回复与视图', en: 'Share macros and views' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team' },
  },
  'tickets.configure': {
    words: { zh: '管理工单分类与自定义字段', en: 'Manage ticket categories and custom fields' },
    roles: { owner: 'all', manager: 'all' },
  },
});
