import { defineErrors } from './define.ts';

/** Errors of files that are read in: what makes a whole file unreadable, and (`import_row_…`) what makes one row of it. */
export const importErrors = defineErrors({
  import_file_too_large: {
    status: 413,
    message: {
      zh: '文件过大（上限 {limit} MB），请拆分为几个文件后分别导入。',
      en: 'The file is too large (limit {limit} MB). Split it into several files and import each.',
    },
  },
  import_archive_bomb: {
    status: 422,
    message: {
      zh: '压缩文件展开后大得不正常（上限 {limit} MB），已拒绝读取。请解压后检查内容，再直接导入其中的文件。',
      en: 'The archive unpacks to an abnormal size (limit {limit} MB) and was refused. Unpack it, check it, and import the file inside.',
    },
  },
  import_archive_entries: {
    status: 422,
    message: {
      zh: '压缩包中应只有一个表格文件，现有 {count} 个。请解压后逐个导入。',
      en: 'The archive must hold exactly one table; it holds {count} files. Unpack it and import them one by one.',
    },
  },
  import_archive_broken: {
    status: 422,
    message: {
      zh: '压缩文件已损坏或设有密码，无法读取。请重新导出或解压后再导入。',
      en: 'The archive is damaged or has a password. Export it again, or unpack it and import the file inside.',
    },
  },
  import_format_unknown: {
    status: 415,
    message: {
      zh: '无法识别的文件格式。请使用 CSV、XLSX 或 XES(可用 .gz 或 .zip 压缩)。',
      en: 'The format of this file is not known. Use CSV, XLSX or XES (as .gz or .zip if you like).',
    },
  },
  import_spreadsheet_old: {
    status: 415,
    message: {
      zh: '这是旧版 .xls 或加密的工作簿。请在表格软件中去掉密码并另存为 .xlsx 后再导入。',
      en: 'This is an old .xls or an encrypted workbook. Remove the password, save it as .xlsx, and import that.',
    },
  },
  import_spreadsheet_macros: {
    status: 422,
    message: {
      zh: '工作簿含有宏，已拒绝读取。请另存为不含宏的 .xlsx 后再导入。',
      en: 'The workbook holds macros and was refused. Save it as .xlsx without macros and import that.',
    },
  },
  import_spreadsheet_broken: {
    status: 422,
    message: {
      zh: '工作簿内容已损坏（{detail}）。请用表格软件打开并重新保存后再导入。',
      en: 'The workbook is damaged ({detail}). Open it in a spreadsheet program, save it again, and import that.',
    },
  },
  import_xml_forbidden: {
    status: 422,
    message: {
      zh: 'XML 文件含有 DOCTYPE 或实体声明，出于安全已拒绝读取。请去掉后再导入。',
      en: 'The XML holds a DOCTYPE or entity declarations and was refused for safety. Remove them and import again.',
    },
  },
  import_xml_broken: {
    status: 422,
    message: {
      zh: 'XML 文件格式有误（第 {line} 行：{detail}）。请重新导出后再导入。',
      en: 'The XML is not well formed (line {line}: {detail}). Export it again and import that.',
    },
  },
  import_xml_limits: {
    status: 422,
    message: {
      zh: 'XML 文件超出限制（{what} 上限 {limit}）。请检查导出设置后重试。',
      en: 'The XML goes beyond a limit ({what}: at most {limit}). Check how it was exported and try again.',
    },
  },
  import_encoding_unknown: {
    status: 422,
    message: {
      zh: '无法判断文件的文字编码。请另存为 UTF-8 后再导入，或在导入时指定编码。',
      en: 'The text encoding of this file could not be told. Save it as UTF-8, or choose the encoding when importing.',
    },
  },
  import_not_text: {
    status: 422,
    message: {
      zh: '文件内容不是文本（含有大量控制字符）。请确认导出的是 CSV、XLSX 或 XES。',
      en: 'The file is not text (it is full of control characters). Make sure that you exported CSV, XLSX or XES.',
    },
  },
  import_no_header: {
    status: 422,
    message: {
      zh: '文件为空或没有标题行。第一行应为各列的名称。',
      en: 'The file is empty or has no header row. The first row must name the columns.',
    },
  },
  import_too_many_columns: {
    status: 422,
    message: {
      zh: '列数过多（上限 {limit} 列）。请删去不需要的列后再导入。',
      en: 'There are too many columns (limit {limit}). Remove those you do not need and import again.',
    },
  },
  import_too_many_rows: {
    status: 422,
    message: {
      zh: '行数过多（上限 {limit} 行）。请拆分为几个文件后分别导入。',
      en: 'There are too many rows (limit {limit}). Split the file and import each part.',
    },
  },
  import_too_many_broken_quotes: {
    status: 422,
    message: {
      zh: '引号错误过多，无法可靠地分行（至第 {row} 行）。请检查分隔符与引号后重新导出。',
      en: 'Too many quotes are broken to tell the rows apart (up to row {row}). Check delimiter and quotes and export again.',
    },
  },
  import_row_broken_quotes: {
    status: 422,
    message: {
      zh: '引号不成对。单元格中的引号应写成两个 ""。',
      en: 'A quote is not closed. Write a quote inside a cell as two: "".',
    },
  },
  import_row_column_count: {
    status: 422,
    message: {
      zh: '该行有 {count} 列，标题行有 {expected} 列。请检查分隔符与引号。',
      en: 'The row has {count} columns and the header {expected}. Check delimiters and quotes.',
    },
  },
  import_row_invalid_bytes: {
    status: 422,
    message: {
      zh: '该行含有不符合 {encoding} 编码的字节。请以统一编码重新导出。',
      en: 'The row holds bytes that are not valid {encoding}. Export the file again in one encoding.',
    },
  },
  import_row_mixed_encoding: {
    status: 422,
    message: {
      zh: '该行是 UTF-8 编码，而文件其余部分是 {encoding}。请以统一编码重新导出。',
      en: 'The row is UTF-8 while the rest of the file is {encoding}. Export the file again in one encoding.',
    },
  },
  import_row_nul: {
    status: 422,
    message: {
      zh: '该行含有空字符（NUL），无法保存。请删去后再导入。',
      en: 'The row holds a NUL character, which cannot be stored. Remove it and import again.',
    },
  },
  import_row_too_long: {
    status: 422,
    message: {
      zh: '该行或其中的单元格过长（上限 {limit} 个字符）。请缩短后再导入。',
      en: 'The row or a cell of it is too long (limit {limit} characters). Shorten it and import again.',
    },
  },
  import_row_no_id: {
    status: 422,
    message: {
      zh: '该行没有编号（“{column}”列为空），无法得知属于哪张工单。',
      en: 'The row has no number (column "{column}" is empty), so it is not known which ticket it belongs to.',
    },
  },
  import_row_bad_date: {
    status: 422,
    message: {
      zh: '“{column}”列的“{value}”不是有效的日期（{format}）。请更正后再导入。',
      en: '"{value}" in column "{column}" is no valid date ({format}). Correct it and import again.',
    },
  },
  import_row_bad_email: {
    status: 422,
    message: {
      zh: '“{column}”列的“{value}”不是有效的邮箱地址。请更正或清空后再导入。',
      en: '"{value}" in column "{column}" is no valid e-mail address. Correct it or leave it empty and import again.',
    },
  },
  import_row_no_time: {
    status: 422,
    message: {
      zh: '该行没有变更时间（“{column}”列为空），无法放入工单的历史。',
      en: 'The row has no time of change (column "{column}" is empty) and has no place in the history of its ticket.',
    },
  },
  import_row_contradiction: {
    status: 422,
    message: {
      zh: '该行自相矛盾：“{later}”（{laterValue}）早于“{earlier}”（{earlierValue}）。请核对后再导入。',
      en: 'The row contradicts itself: "{later}" ({laterValue}) lies before "{earlier}" ({earlierValue}). Check it and import again.',
    },
  },
  import_row_in_future: {
    status: 422,
    message: {
      zh: '“{column}”列的“{value}”在将来。请核对日期格式与时区后再导入。',
      en: '"{value}" in column "{column}" lies in the future. Check the date format and the time zone and import again.',
    },
  },
  import_row_text_too_long: {
    status: 422,
    message: {
      zh: '“{column}”列的内容过长（上限 {limit} 个字符）。请缩短后再导入。',
      en: 'The text in column "{column}" is too long (limit {limit} characters). Shorten it and import again.',
    },
  },
  import_row_duplicate_id: {
    status: 422,
    message: {
      zh: '编号“{externalId}”在文件中出现多次，只导入了第一行。若每行是一次变更，请选择“变更记录”方式导入。',
      en: 'The number "{externalId}" occurs more than once; only its first row was imported. If each row is a change, import it as a change log.',
    },
  },
  import_row_exists_differs: {
    status: 422,
    message: {
      zh: '工单“{externalId}”以前已导入，但文件中的内容已不同；为避免覆盖，未作更改。',
      en: 'Ticket "{externalId}" was imported before and is different in this file. It was left as it is, so that nothing is overwritten.',
    },
  },
  import_mapping_incomplete: {
    status: 422,
    message: {
      zh: '字段对应不完整：请为“{field}”选择一列。',
      en: 'The mapping is not complete: choose a column for "{field}".',
    },
  },
  import_mapping_unknown_column: {
    status: 422,
    message: {
      zh: '文件中没有“{column}”列。请重新选择，或检查是否选对了文件。',
      en: 'The file has no column "{column}". Choose another one, or check that it is the right file.',
    },
  },
  import_mapping_date_format: {
    status: 422,
    message: {
      zh: '请为日期列“{column}”选择日期格式。',
      en: 'Choose the date format of the column "{column}".',
    },
  },
  import_already_running: {
    status: 409,
    message: {
      zh: '此导入正在进行或已经完成，无法再次开始或修改。',
      en: 'This import is running or finished; it can be neither started again nor changed.',
    },
  },
  import_not_running: {
    status: 409,
    message: {
      zh: '此导入没有在进行，无法取消。',
      en: 'This import is not running, so it cannot be cancelled.',
    },
  },
  import_needs_file: {
    status: 422,
    message: {
      zh: '请以 multipart/form-data 上传一个文件（字段名 file）。',
      en: 'Upload one file as multipart/form-data (field name "file").',
    },
  },
});
