import { defineErrors } from './define.ts';

/** Errors of training; those of single answers are field problems (contracts/training-questions.ts). */
export const trainingErrors = defineErrors({
  course_needs_questions: {
    status: 409,
    message: {
      zh: '课程还没有可用的题目。请先从题库添加题目，再安排培训。',
      en: 'The course has no questions to ask yet. Add some from the question bank, then assign it.',
    },
  },
  course_retired: {
    status: 409,
    message: {
      zh: '课程已停用，不能再学习或安排。请选择新的课程，或先恢复它。',
      en: 'This course is retired and can no longer be taken or assigned. Choose a newer one, or bring it back first.',
    },
  },
  course_questions_unknown: {
    status: 422,
    message: {
      zh: '题库中没有所选的某些题目，或已停用。请重新选择。',
      en: 'Some of these questions are not in the bank, or are retired. Choose again.',
    },
  },
  course_not_yours: {
    status: 403,
    message: {
      zh: '您只能修改自己负责的课程与题目。请联系负责人或管理员。',
      en: 'You may edit only courses and questions of your own. Ask the owner or an administrator.',
    },
  },
  training_out_of_scope: {
    status: 403,
    message: {
      zh: '您只能为所辖团队的成员安排培训。请只选择您的团队及其成员。',
      en: 'You may assign training only to the people of your own teams. Choose those alone.',
    },
  },
  training_due_past: {
    status: 422,
    message: {
      zh: '截止日期已过，请选择今天或以后的日期。',
      en: 'The due day lies in the past. Choose today or a later day.',
    },
  },
  quiz_attempts_used: {
    status: 409,
    message: {
      zh: '答题次数已用完。请联系主管重新安排此课程。',
      en: 'No attempt is left. Ask your lead to assign the course anew.',
    },
  },
  quiz_passed_already: {
    status: 409,
    message: {
      zh: '您已通过此课程的测验，无需再次作答。',
      en: 'You have passed this quiz already; there is no need to take it again.',
    },
  },
  quiz_handed_in: {
    status: 409,
    message: {
      zh: '这次测验已交卷，不能再次提交；成绩已保存。',
      en: 'This attempt is handed in already and its result is kept. It cannot be handed in twice.',
    },
  },
});
