import { defineErrors } from './define.ts';

/** Errors of customer records. */
export const customerErrors = defineErrors({
  contact_taken: {
    status: 409,
    message: {
      zh: '“{value}”已属于客户“{name}”，请打开该客户，或换一个联系方式。',
      en: '"{value}" already belongs to the customer "{name}". Open that customer, or use another address or number.',
    },
  },
  external_id_taken: {
    status: 409,
    message: {
      zh: '来源“{source}”的编号“{externalId}”已属于另一位客户。',
      en: 'The id "{externalId}" of the source "{source}" already belongs to another customer.',
    },
  },
  invalid_phone: {
    status: 422,
    message: {
      zh: '“{value}”不是有效的电话号码，请写成 13812345678 或 +86 138 1234 5678。',
      en: '"{value}" is not a phone number. Write it as 13812345678 or +86 138 1234 5678.',
    },
  },
  invalid_email: {
    status: 422,
    message: {
      zh: '“{value}”不是有效的邮箱地址，请检查。',
      en: '"{value}" is not an e-mail address. Check it.',
    },
  },
  account_of_account: {
    status: 422,
    message: {
      zh: '只有个人客户可以归属于企业账户，请检查“类型”和“所属账户”。',
      en: 'Only a person can belong to an account, and only to an account. Check kind and account.',
    },
  },
});
