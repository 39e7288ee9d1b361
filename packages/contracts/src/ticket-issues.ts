import type { Words } from './common.ts';

/** What is wrong with one field of a ticket or of its settings, and what to do. */
export const ticketIssues = {
  text_or_html: {
    zh: '请填写纯文本或 HTML 之一，不能为空，也不能两者都填。',
    en: 'Give either plain text or HTML: one of them, and not both.',
  },
  empty_message: {
    zh: '内容为空，或去除不安全的内容后为空。请填写文字。',
    en: 'Nothing is left of the message after unsafe content was removed. Write some text.',
  },
  too_many_fields: {
    zh: '字段过多，请减少后重试。',
    en: 'There are too many fields. Send fewer.',
  },
  nothing_to_do: {
    zh: '没有要做的事。请至少给出修改、回复、备注或关联之一。',
    en: 'There is nothing to do. Give a change, a reply, a note or a link.',
  },
  team_for_team_visibility: {
    zh: '与团队共享时须选择团队，否则不要填写团队。',
    en: 'Name the team when sharing with a team, and none otherwise.',
  },
  options_required: {
    zh: '选择类字段至少要有一个选项。',
    en: 'A field of choices needs at least one option.',
  },
  options_not_for_this_type: {
    zh: '只有单选与多选字段可以有选项。',
    en: 'Only fields of choices can have options.',
  },
  option_twice: {
    zh: '选项值重复，请改为不同的值。',
    en: 'Two options have the same value. Make them differ.',
  },
  unknown_field: {
    zh: '没有此自定义字段，或该类工单不使用它。请对照工单字段设置。',
    en: 'There is no such custom field, or tickets of this kind do not have it. See the settings of ticket fields.',
  },
  expected_text: { zh: '此字段应为文本。', en: 'This field takes text.' },
  expected_number: { zh: '此字段应为数字。', en: 'This field takes a number.' },
  expected_date: {
    zh: '此字段应为日期，格式如 2026-03-02。',
    en: 'This field takes a date such as 2026-03-02.',
  },
  expected_true_or_false: { zh: '此字段应为是或否。', en: 'This field takes true or false.' },
  not_an_option: {
    zh: '不在此字段的选项之中，请选择已有的选项。',
    en: 'This is not an option of the field. Choose one that it has.',
  },
} as const satisfies Record<string, Words>;
