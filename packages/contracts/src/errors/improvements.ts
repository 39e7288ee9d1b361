import { defineErrors } from './define.ts';

/** Improvements, their gates and their checks. */
export const improvementErrors = defineErrors({
  improvement_out_of_scope: {
    status: 403,
    message: {
      zh: '改进项目只能衡量您所辖团队或本人的数据。请选择您的团队，或请管理员设定指标。',
      en: 'An improvement of yours may measure only numbers of your own teams or your own. Choose one of your teams, or ask an administrator to set the metric.',
    },
  },
  improvement_closed: {
    status: 409,
    message: {
      zh: '该改进项目已关闭，不能再修改。如需继续，请发起新的改进项目。',
      en: 'This improvement is closed and can no longer be changed. Open a new one to go on.',
    },
  },
  improvement_needs_problem: {
    status: 409,
    message: {
      zh: '进入原因分析之前，请写全问题描述：什么问题、在哪里、何时起、有多严重。',
      en: 'Before its causes are analysed, state the problem in full: what, where, since when, how much.',
    },
  },
  improvement_needs_metric: {
    status: 409,
    message: {
      zh: '进入原因分析之前，请选择用来衡量效果的指标。',
      en: 'Before its causes are analysed, choose the metric that will show the effect.',
    },
  },
  improvement_needs_root_cause: {
    status: 409,
    message: {
      zh: '制定对策之前，请至少把一个原因标记为根因。',
      en: 'Before measures are taken, mark at least one cause as a root cause.',
    },
  },
  improvement_needs_countermeasure: {
    status: 409,
    message: {
      zh: '检查效果之前，请至少完成一项对策。',
      en: 'Before the effect is checked, finish at least one countermeasure.',
    },
  },
  improvement_unproven: {
    status: 409,
    message: {
      zh: '不能以“有效”关闭：最近一次检查须针对当前指标，且结果为“改善”。请先检查，或以“无效”关闭。',
      en: 'It cannot be closed as effective: its newest check has to be of its metric as it is now, and show that it became better. Check first, or close it as ineffective.',
    },
  },
  improvement_needs_reason: {
    status: 422,
    message: {
      zh: '以“无效”或“取消”关闭时，请说明原因。',
      en: 'Say why, when it is closed as ineffective or cancelled.',
    },
  },
  improvement_not_in_check: {
    status: 409,
    message: {
      zh: '只有处于“检查”阶段的改进项目才能检查。请先进入该阶段。',
      en: 'Only an improvement in the stage "check" can be checked. Take it there first.',
    },
  },
  improvement_cause_cycle: {
    status: 422,
    message: {
      zh: '原因“{cause}”绕了一圈又成为自己的原因。请改变它的上级原因。',
      en: 'The cause "{cause}" ends up being its own cause. Put it under another one.',
    },
  },
  improvement_cause_parent: {
    status: 422,
    message: {
      zh: '原因“{cause}”的上级原因不存在，或属于另一种分析工具。请重新选择。',
      en: 'The cause "{cause}" is put under one that is not there, or belongs to the other tool. Choose again.',
    },
  },
  improvement_cause_category: {
    status: 422,
    message: {
      zh: '请为鱼骨图中的原因“{cause}”选择类别；5 Why 与下级原因不设类别。',
      en: 'On the fishbone, give the cause "{cause}" a category; whys and causes below others have none.',
    },
  },
  improvement_cause_deep: {
    status: 422,
    message: {
      zh: '原因“{cause}”的层级过深，最多 {limit} 层。',
      en: 'The cause "{cause}" lies too deep: at most {limit} levels.',
    },
  },
  improvement_cause_listed_twice: {
    status: 422,
    message: {
      zh: '原因“{cause}”的编号重复。请为每个原因使用新的编号。',
      en: 'The id of the cause "{cause}" is used twice. Give each cause an id of its own.',
    },
  },
  improvement_cause_in_use: {
    status: 409,
    message: {
      zh: '原因“{cause}”已有对策，不能删除。请先修改对策所针对的原因。',
      en: 'The cause "{cause}" has a countermeasure and cannot be removed. Let the countermeasure answer another cause first.',
    },
  },
  improvement_limit_reached: {
    status: 409,
    message: {
      zh: '每个改进项目最多 {limit} 项对策。',
      en: 'An improvement has at most {limit} countermeasures.',
    },
  },
  improvement_done_in_future: {
    status: 422,
    message: {
      zh: '完成日期不能晚于今天；未完成的对策不设完成日期。',
      en: 'A countermeasure cannot be finished later than today, and one that is not finished has no such day.',
    },
  },
  check_needs_change_date: {
    status: 422,
    message: {
      zh: '请给出变更日期：尚无试点开始日期，也没有已完成的对策。',
      en: 'Say when the change was made: there is neither a pilot with a start nor a finished countermeasure.',
    },
  },
  check_needs_comparison: {
    status: 422,
    message: {
      zh: '与对照团队比较之前，请先设定试点团队和对照团队。',
      en: 'Name the teams of the pilot and the teams to compare with first.',
    },
  },
  check_needs_team_dimension: {
    status: 422,
    message: {
      zh: '指标 {metric} 不能按团队划分，无法比较试点与对照团队。请改用改进前后对比。',
      en: 'The metric {metric} cannot be cut by team, so teams cannot be compared. Check before against after instead.',
    },
  },
  check_window_future: {
    status: 422,
    message: {
      zh: '时段止于 {to}，但只有 {last} 及以前的日子已经结束。请选择更早的结束日期，或稍后再检查。',
      en: 'The window ends on {to}, but only days up to {last} are over. Choose an earlier end, or check later.',
    },
  },
  check_windows_overlap: {
    status: 422,
    message: {
      zh: '改进前的时段须在变更日 {change} 之前结束，改进后的时段不得早于变更日开始。',
      en: 'The window before has to end before the day of the change ({change}), and the window after must not begin before it.',
    },
  },
  check_window_too_long: {
    status: 422,
    message: {
      zh: '时段过长：从第一天到最后一天最多 {limit} 天。',
      en: 'The windows reach too far: at most {limit} days from the first day to the last.',
    },
  },
  check_too_early: {
    status: 422,
    message: {
      zh: '变更日 {change} 之后还没有完整的一天。请明天再检查。',
      en: 'No whole day has passed since the change on {change}. Check again tomorrow.',
    },
  },
  check_numbers_behind: {
    status: 503,
    message: {
      zh: '{to} 的数据仍在统计中，请稍后再检查。',
      en: 'The numbers of {to} are still being counted. Check again in a little while.',
    },
  },
});
