import { defineErrors } from './define.ts';

/** Errors of sign-in, people, roles and keys. */
export const peopleErrors = defineErrors({
  already_set_up: {
    status: 409,
    message: {
      zh: '本系统已完成初始设置，请直接登录。',
      en: 'This installation is already set up. Sign in instead.',
    },
  },
  wrong_credentials: {
    status: 401,
    message: {
      zh: '邮箱或密码不正确，请检查后重试，或使用“忘记密码”。',
      en: 'The e-mail address or password is not right. Check both, or use "Forgot password".',
    },
  },
  wrong_password: {
    status: 422,
    message: { zh: '当前密码不正确，请重新输入。', en: 'The current password is not right. Enter it again.' },
  },
  wrong_code: {
    status: 401,
    message: {
      zh: '验证码不正确或已过期，请输入验证器中当前的 6 位数字，或使用备用码。',
      en: 'The code is not right or has expired. Enter the six digits shown now, or use a backup code.',
    },
  },
  two_factor_expired: {
    status: 401,
    message: { zh: '两步验证已超时，请重新登录。', en: 'The second step took too long. Sign in again.' },
  },
  two_factor_not_enrolled: {
    status: 409,
    message: {
      zh: '尚未开始设置两步验证，请先获取二维码。',
      en: 'Two-factor sign-in is not being set up. Ask for the QR code first.',
    },
  },
  two_factor_already_on: {
    status: 409,
    message: {
      zh: '两步验证已开启，如需更换设备请先关闭。',
      en: 'Two-factor sign-in is already on. Turn it off first to set up another device.',
    },
  },
  sign_in_locked: {
    status: 429,
    message: {
      zh: '尝试次数过多，请在 {seconds} 秒后重试，或使用“忘记密码”。',
      en: 'Too many attempts. Try again in {seconds} seconds, or use "Forgot password".',
    },
  },
  foreign_origin: {
    status: 403,
    message: {
      zh: '请求来自其他网站，已拒绝。请在精运页面中操作；程序请使用 API 密钥。',
      en: 'The request came from another site and was refused. Use the Jingyun pages; programs use an API key.',
    },
  },
  invalid_api_key: {
    status: 401,
    message: {
      zh: 'API 密钥无效、已过期或已吊销，请更换。',
      en: 'The API key is not valid, has expired or was revoked. Use another.',
    },
  },
  session_required: {
    status: 403,
    message: {
      zh: '此操作须本人登录后进行，不能使用 API 密钥。',
      en: 'Only a signed-in person can do this; an API key cannot.',
    },
  },
  invalid_reset_link: {
    status: 410,
    message: {
      zh: '重置链接无效、已使用或已过期，请重新申请。',
      en: 'The reset link is not valid, was used, or has expired. Ask for a new one.',
    },
  },
  invalid_invitation: {
    status: 410,
    message: {
      zh: '邀请链接无效、已使用或已过期，请让管理员重新邀请。',
      en: 'The invitation is not valid, was used, or has expired. Ask an administrator to invite you again.',
    },
  },
  email_taken: {
    status: 409,
    message: {
      zh: '该邮箱已有账号，请使用其他邮箱。',
      en: 'There is already an account with this e-mail address. Use another address.',
    },
  },
  weak_password: {
    status: 422,
    message: {
      zh: '密码过于常见或与个人信息相同，请换一个更长、更难猜的密码。',
      en: 'The password is too common or repeats your own data. Choose a longer one that is harder to guess.',
    },
  },
  last_owner: {
    status: 409,
    message: {
      zh: '这是最后一位所有者，请先把所有者角色交给另一位在职同事。',
      en: 'This is the last owner. Give the owner role to another active colleague first.',
    },
  },
  not_yours_to_grant: {
    status: 403,
    message: {
      zh: '不能授予自己没有的权限（“{permission}”），请让拥有它的同事操作。',
      en: 'You cannot grant what you do not have ("{permission}"). Ask someone who has it.',
    },
  },
  built_in_role: {
    status: 409,
    message: {
      zh: '内置角色不能修改或删除，请复制为自定义角色后修改。',
      en: 'A built-in role cannot be changed or deleted. Make a custom role from it and change that.',
    },
  },
  unknown_permission: {
    status: 422,
    message: {
      zh: '没有名为“{permission}”的权限，可用权限见 /api/v1/permissions。',
      en: 'There is no permission "{permission}". See /api/v1/permissions for those there are.',
    },
  },
  team_cycle: {
    status: 422,
    message: {
      zh: '上级团队不能是自身或其下级团队，请另选。',
      en: 'A team cannot lie below itself. Choose another parent.',
    },
  },
  user_not_invitable: {
    status: 409,
    message: {
      zh: '该同事已加入，无需再次邀请。',
      en: 'This colleague has already joined and needs no invitation.',
    },
  },
  invite_instead: {
    status: 409,
    message: {
      zh: '此人来自导入的历史，没有账号。请发出邀请来设置邮箱。',
      en: 'This person is known from imported history and has no account. Invite them to set an e-mail address.',
    },
  },
  own_account: {
    status: 409,
    message: {
      zh: '不能停用自己的账号，请由另一位管理员操作。',
      en: 'You cannot deactivate yourself. Ask another administrator.',
    },
  },
});
