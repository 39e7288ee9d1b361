import { defineErrors } from './define.ts';

/** Errors of the customers' portal; those of its links are with the tickets. */
export const portalErrors = defineErrors({
  portal_organisation_required: {
    status: 422,
    message: {
      zh: '该系统有多个组织，请使用服务商提供的链接打开本页（organisation）。',
      en: 'There is more than one organisation here. Open this page by the link that yours gave you (organisation).',
    },
  },
  portal_not_ready: {
    status: 404,
    message: {
      zh: '服务尚未开通，请稍后再来，或直接联系服务商。',
      en: 'The service is not open yet. Come back later, or contact the organisation directly.',
    },
  },
  portal_upload_used: {
    status: 409,
    message: {
      zh: '附件已被使用或已过期，请重新添加附件后提交。',
      en: 'An attachment was used already or has expired. Add the file again and submit.',
    },
  },
});
