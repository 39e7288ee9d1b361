import { defineErrors } from './define.ts';

/** Errors of surveys; those of single answers are field problems (contracts/survey-questions.ts). */
export const surveyErrors = defineErrors({
  survey_link_invalid: {
    status: 404,
    message: {
      zh: '链接无效，请使用邮件中的完整链接，或联系服务商重新发送。',
      en: 'This link is not valid. Use the whole link from the mail, or ask for a new one.',
    },
  },
  survey_link_used: {
    status: 409,
    message: {
      zh: '您已作答，每个链接只能提交一次。感谢您的反馈。',
      en: 'You have answered already; each link takes one answer. Thank you for it.',
    },
  },
  survey_link_expired: {
    status: 410,
    message: {
      zh: '链接已过期。如仍想反馈，请联系服务商。',
      en: 'This link has expired. To tell us all the same, contact the organisation.',
    },
  },
  survey_closed: {
    status: 410,
    message: {
      zh: '本问卷已结束，不再接受回答。',
      en: 'This survey has ended and takes no more answers.',
    },
  },
  survey_not_live: {
    status: 409,
    message: {
      zh: '问卷尚未发布或已结束，请先发布后再发送。',
      en: 'The survey is not published, or has ended. Publish it first.',
    },
  },
  survey_unchanged: {
    status: 409,
    message: {
      zh: '草稿与已发布的版本相同，无需再次发布。',
      en: 'The draft is the same as the version published last. Change it before publishing.',
    },
  },
  survey_has_no_score: {
    status: 422,
    message: {
      zh: '问卷没有评分题（CSAT、NPS 或 CES），不能按低分回访。请添加评分题或关闭回访。',
      en: 'The survey asks for no score (CSAT, NPS or CES), so no bad score can be followed up. Add one, or switch the follow-up off.',
    },
  },
});
