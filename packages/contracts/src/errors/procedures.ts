import { defineErrors } from './define.ts';

/** Errors of procedures and their runs; those of single steps are field problems (contracts/procedure-content.ts). */
export const procedureErrors = defineErrors({
  procedure_code_taken: {
    status: 409,
    message: {
      zh: '编号“{code}”已被另一份流程使用，请换一个编号。',
      en: 'Another procedure has the code "{code}". Choose another one.',
    },
  },
  procedure_limit_reached: {
    status: 409,
    message: {
      zh: '数量已达上限 {limit}，请先停用或删除不再使用的。',
      en: 'The limit of {limit} is reached. Retire or discard what nobody uses first.',
    },
  },
  procedure_draft_exists: {
    status: 409,
    message: {
      zh: '第 {number} 版仍在编写、审核或待发布。请继续修改它，或先放弃它。',
      en: 'Version {number} is still being written, reviewed or waits to be published. Go on with it, or discard it first.',
    },
  },
  procedure_version_in_force: {
    status: 409,
    message: {
      zh: '第 {number} 版已发布，不能再修改。请以它为基础新建草稿。',
      en: 'Version {number} was published and cannot change any more. Make a new draft from it.',
    },
  },
  procedure_version_not_draft: {
    status: 409,
    message: {
      zh: '第 {number} 版正在审核或已批准，不能修改。请先退回为草稿。',
      en: 'Version {number} is in review or approved and cannot change. Return it to draft first.',
    },
  },
  procedure_wrong_status: {
    status: 409,
    message: {
      zh: '第 {number} 版目前的状态不允许这样做，请刷新后查看它的状态。',
      en: 'Version {number} is not in a state for this. Reload it to see where it stands.',
    },
  },
  procedure_own_approval: {
    status: 403,
    message: {
      zh: '该流程要求四眼原则：编写者不能批准自己写的版本。请由另一位有批准权限的同事批准。',
      en: 'This procedure asks for four eyes: nobody approves what they wrote. Ask a colleague who may approve.',
    },
  },
  procedure_approval_by_person: {
    status: 403,
    message: {
      zh: '该流程要求四眼原则，须由本人登录后批准，不能使用 API 密钥。',
      en: 'This procedure asks for four eyes: a person who is signed in has to approve it, not an API key.',
    },
  },
  procedure_date_past: {
    status: 422,
    message: {
      zh: '日期 {date} 已过去。请选择今天（{today}）或以后的日期。',
      en: '{date} is in the past. Choose today ({today}) or a later day.',
    },
  },
  procedure_not_in_force: {
    status: 409,
    message: {
      zh: '该流程在此工单的团队和日期没有生效的版本，无法执行。请先发布，或选择另一份流程。',
      en: 'No version of this procedure is in force for the ticket’s team and day. Publish one first, or choose another procedure.',
    },
  },
  procedure_ticket_not_open: {
    status: 409,
    message: {
      zh: '工单已解决或关闭，不能再启动流程。请先重新打开工单。',
      en: 'The ticket is solved or closed, so no procedure can be started on it. Open it again first.',
    },
  },
  procedure_already_running: {
    status: 409,
    message: {
      zh: '该流程已在此工单上执行，请继续那一次执行。',
      en: 'This procedure is running on the ticket already. Go on with that run.',
    },
  },
  procedure_run_ended: {
    status: 409,
    message: {
      zh: '该次执行已结束，不能再修改。',
      en: 'This run has ended and cannot change any more.',
    },
  },
  procedure_step_waits: {
    status: 409,
    message: {
      zh: '请先完成前置步骤：{steps}。',
      en: 'Finish these steps first: {steps}.',
    },
  },
  procedure_step_needed: {
    status: 409,
    message: {
      zh: '后面的步骤以此为前置且已完成：{steps}。请先撤销它们。',
      en: 'Steps that wait for this one are finished: {steps}. Undo those first.',
    },
  },
  procedure_checklist_open: {
    status: 422,
    message: {
      zh: '检查清单还有 {count} 项未勾选。请逐项确认，或注明原因跳过此步骤。',
      en: '{count} items of the checklist are not ticked. Confirm each of them, or skip the step with a reason.',
    },
  },
  procedure_steps_open: {
    status: 409,
    message: {
      zh: '还有必做步骤未完成：{steps}。请完成它们，或注明原因跳过。',
      en: 'Mandatory steps are open: {steps}. Do them, or skip them with a reason.',
    },
  },
  procedure_run_automatic: {
    status: 409,
    message: {
      zh: '该流程由规则自动启动，不能取消。不适用的步骤请注明原因跳过。',
      en: 'This run was started by the procedure’s own rule and cannot be cancelled. Skip the steps that do not apply, with a reason.',
    },
  },
});
