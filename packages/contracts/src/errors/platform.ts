import { defineErrors } from './define.ts';

/** Errors of the platform itself: HTTP, sign-in, concurrency, database. */
export const platformErrors = defineErrors({
  malformed_json: {
    status: 400,
    message: {
      zh: '请求内容不是有效的 JSON，请检查括号、引号与逗号。',
      en: 'The request body is not valid JSON. Check brackets, quotes and commas.',
    },
  },
  invalid_input: {
    status: 422,
    message: {
      zh: '有字段不符合要求，请按字段提示修改后重试。',
      en: 'Some fields are not acceptable. Correct the fields listed and try again.',
    },
  },
  invalid_encoding: {
    status: 400,
    message: {
      zh: '内容不是有效的 UTF-8 文本，请改用 UTF-8 编码后重试。',
      en: 'The text is not valid UTF-8. Encode it as UTF-8 and try again.',
    },
  },
  body_too_large: {
    status: 413,
    message: {
      zh: '请求内容过大（上限 {limit}），请拆分或缩小后重试。',
      en: 'The request is too large (limit {limit}). Split or shrink it and try again.',
    },
  },
  unsupported_media_type: {
    status: 415,
    message: {
      zh: '不支持的内容类型，请使用 application/json 或所注明的类型。',
      en: 'This content type is not supported. Use application/json or the documented type.',
    },
  },
  not_found: {
    status: 404,
    message: {
      zh: '没有找到该记录，可能已删除或无权查看。',
      en: 'The record was not found. It may have been deleted, or you may not see it.',
    },
  },
  route_not_found: {
    status: 404,
    message: {
      zh: '该地址不存在，请对照接口文档 /api/docs。',
      en: 'There is nothing at this address. See the API documentation at /api/docs.',
    },
  },
  method_not_allowed: {
    status: 405,
    message: { zh: '该地址不支持此请求方法。', en: 'This address does not support the method.' },
  },
  not_signed_in: {
    status: 401,
    message: { zh: '请先登录，或提供有效的 API 密钥。', en: 'Sign in first, or send a valid API key.' },
  },
  forbidden: {
    status: 403,
    message: {
      zh: '您没有“{permission}”权限，请联系管理员授权。',
      en: 'You do not have the permission "{permission}". Ask an administrator for it.',
    },
  },
  version_conflict: {
    status: 412,
    message: {
      zh: '其他人刚刚修改了此记录（现为第 {current} 版），请刷新后再提交。',
      en: 'Someone changed this record meanwhile (now version {current}). Reload it and apply your change again.',
    },
  },
  if_match_required: {
    status: 428,
    message: {
      zh: '修改时须在 If-Match 请求头中带上记录的版本。',
      en: 'Send the version you edited in the If-Match header.',
    },
  },
  invalid_if_match: {
    status: 400,
    message: {
      zh: 'If-Match 请求头应是带引号的版本号，例如 "3"。',
      en: 'If-Match must be a quoted version such as "3".',
    },
  },
  idempotency_key_reused: {
    status: 422,
    message: {
      zh: '该 Idempotency-Key 已用于另一内容的请求，请换一个新的键。',
      en: 'This Idempotency-Key was used with a different request. Use a new key.',
    },
  },
  idempotency_in_progress: {
    status: 409,
    message: {
      zh: '使用该 Idempotency-Key 的请求仍在处理，请稍后重试。',
      en: 'A request with this Idempotency-Key is still being processed. Try again shortly.',
    },
  },
  invalid_idempotency_key: {
    status: 400,
    message: {
      zh: 'Idempotency-Key 应为 1 至 200 个可见 ASCII 字符。',
      en: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
    },
  },
  invalid_cursor: {
    status: 400,
    message: {
      zh: '分页游标无效或不属于此列表，请从第一页开始。',
      en: 'The cursor is not valid for this list. Start from the first page.',
    },
  },
  already_exists: {
    status: 409,
    message: {
      zh: '已有相同的“{field}”，请换一个值。',
      en: 'Another record already has this "{field}". Choose a different value.',
    },
  },
  still_referenced: {
    status: 409,
    message: {
      zh: '仍有其他记录在使用它，请先解除引用。',
      en: 'Other records still use it. Remove those references first.',
    },
  },
  unknown_reference: {
    status: 422,
    message: { zh: '“{field}”指向的记录不存在。', en: 'The record that "{field}" points to does not exist.' },
  },
  rate_limited: {
    status: 429,
    message: {
      zh: '请求过于频繁，请在 {seconds} 秒后重试。',
      en: 'Too many requests. Try again in {seconds} seconds.',
    },
  },
  file_type_not_allowed: {
    status: 415,
    message: {
      zh: '不接受此类文件（{type}）。请改用图片、PDF、Office 文档、文本、音频或视频。',
      en: 'Files of this kind ({type}) are not accepted. Use pictures, PDF, Office documents, text, audio or video.',
    },
  },
  unavailable: {
    status: 503,
    reportable: true,
    message: {
      zh: '服务暂时不可用，请稍后重试；数据没有丢失。',
      en: 'The service is not available for the moment. Try again shortly; nothing was lost.',
    },
  },
  disk_full: {
    status: 507,
    reportable: true,
    message: {
      zh: '磁盘空间已满，未写入任何内容。请管理员清理空间后重试。',
      en: 'The disk is full; nothing was written. Ask the administrator to free space and try again.',
    },
  },
  internal: {
    status: 500,
    reportable: true,
    message: {
      zh: '系统出错，已记录（编号 {requestId}）。请稍后重试，若仍出现请把编号告诉管理员。',
      en: 'Something went wrong and was recorded ({requestId}). Try again; if it stays, tell the administrator this number.',
    },
  },
});
