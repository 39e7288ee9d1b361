import { defineErrors } from './define.ts';

/** Errors of tickets, their settings, and the customer's link to a ticket. */
export const ticketErrors = defineErrors({
  ticket_transition_refused: {
    status: 409,
    message: {
      zh: '工单不能从“{from}”变为“{to}”，请刷新后查看当前状态。',
      en: 'A ticket cannot go from "{from}" to "{to}". Reload it to see where it stands.',
    },
  },
  ticket_closed: {
    status: 409,
    message: {
      zh: '工单已关闭，不能再修改。请新建一张工单并与它关联。',
      en: 'The ticket is closed and cannot change any more. Create a new one and link it.',
    },
  },
  ticket_priority_reason_required: {
    status: 422,
    message: {
      zh: '该优先级与重要性和紧急性得出的“{matrix}”不同，请填写调整原因（priorityReason）。',
      en: 'Importance and urgency make this "{matrix}". Say why it should differ (priorityReason).',
    },
  },
  ticket_complaint_unclassified: {
    status: 422,
    message: {
      zh: '解决投诉前请先填写投诉类别与严重程度。',
      en: 'Set the complaint class and the severity before solving a complaint.',
    },
  },
  ticket_fields_required: {
    status: 422,
    message: {
      zh: '解决前请先填写：{fields}。',
      en: 'Fill these in before solving: {fields}.',
    },
  },
  ticket_children_open: {
    status: 409,
    message: {
      zh: '还有 {count} 张子工单未解决，请先解决它们。',
      en: '{count} child tickets are not solved yet. Solve them first.',
    },
  },
  ticket_held: {
    status: 409,
    message: {
      zh: '解决前还有事要做：{reasons}。请在工单旁的流程中完成，或注明原因跳过。',
      en: 'Before it is solved, something is left to do: {reasons}. Do it in the procedure beside the ticket, or skip it with a reason.',
    },
  },
  ticket_family_loop: {
    status: 422,
    message: {
      zh: '不能以自己或自己的下级工单为上级，层级最多 {depth} 层。请另选上级工单。',
      en: 'A ticket cannot be under itself or its own children, at most {depth} levels. Choose another parent.',
    },
  },
  ticket_link_self: {
    status: 422,
    message: {
      zh: '工单不能与自己关联或合并，请另选一张。',
      en: 'A ticket cannot be linked or merged with itself. Choose another.',
    },
  },
  ticket_already_merged: {
    status: 409,
    message: {
      zh: '该工单已合并到 #{number}，请在那里继续处理。',
      en: 'This ticket was merged into #{number}. Go on there.',
    },
  },
  ticket_category_archived: {
    status: 422,
    message: {
      zh: '分类“{name}”已停用，请选择在用的分类。',
      en: 'The category "{name}" is archived. Choose one that is in use.',
    },
  },
  ticket_category_loop: {
    status: 422,
    message: {
      zh: '分类不能放在自己或自己的下级之中，请另选上级分类。',
      en: 'A category cannot be put under itself or one below it. Choose another parent.',
    },
  },
  ticket_category_too_deep: {
    status: 422,
    message: {
      zh: '分类最多 {depth} 层，请放在更高一层。',
      en: 'Categories go {depth} levels deep at most. Put it higher up.',
    },
  },
  ticket_category_has_children: {
    status: 409,
    message: {
      zh: '该分类下还有在用的分类，请先停用或移走它们。',
      en: 'There are categories in use below this one. Archive or move them first.',
    },
  },
  ticket_too_many_settings: {
    status: 422,
    message: {
      zh: '数量已达上限（{limit}），请先停用或删除不用的。',
      en: 'The limit of {limit} is reached. Archive or delete what is no longer used first.',
    },
  },
  ticket_sort_unavailable: {
    status: 422,
    message: {
      zh: '尚未启用服务时限，不能按到期时间排序。请改用其他排序。',
      en: 'Promises are not in use, so tickets cannot be sorted by due time. Choose another order.',
    },
  },
  ticket_history_differs: {
    status: 409,
    message: {
      zh: '外部编号 {externalId} 的历史与上次导入的不一致，未作改动。请核对来源文件，或换一个来源名称导入。',
      en: 'The history of {externalId} differs from what was imported before; nothing was changed. Check the file, or import under another source name.',
    },
  },
  ticket_history_disordered: {
    status: 422,
    message: {
      zh: '外部编号 {externalId} 的历史应以创建开头并按时间先后排列。请检查日期格式与列的对应。',
      en: 'The history of {externalId} must begin with its creation and go forward in time. Check date format and mapping.',
    },
  },
  ticket_link_invalid: {
    status: 401,
    message: {
      zh: '该链接无效，请使用最近一封邮件中的链接，或重新索取。',
      en: 'This link is not valid. Use the one in the latest e-mail, or ask for a new one.',
    },
  },
  ticket_link_expired: {
    status: 401,
    message: {
      zh: '该链接已过期，请重新索取。',
      en: 'This link has expired. Ask for a new one.',
    },
  },
});
