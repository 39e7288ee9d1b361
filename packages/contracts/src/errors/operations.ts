import { defineErrors } from './define.ts';

/** Errors of running Jingyun: backup, restore, the demo, and the other commands of the command line. */
export const operationsErrors = defineErrors({
  configuration_invalid: {
    status: 500,
    reportable: true,
    message: {
      zh: '环境变量的设置有误，请对照 docs/reference/configuration.md 修改：',
      en: 'Some environment variables are not usable; see docs/reference/configuration.md:',
    },
  },
  demo_time_is_passing: {
    status: 409,
    message: {
      zh: '演示中的时间正在前进，请等当前这几周过完再继续。',
      en: 'Time is passing in the demo already. Wait until these weeks are over.',
    },
  },
  archive_not_ours: {
    status: 422,
    message: {
      zh: '该文件不是精运的备份，请选择 jingyun backup 生成的文件。',
      en: 'This file is not a backup of Jingyun. Choose one that "jingyun backup" made.',
    },
  },
  archive_damaged: {
    status: 422,
    message: {
      zh: '备份文件已损坏或不完整（{reason}），未写入任何内容。请使用另一份备份，或重新复制该文件。',
      en: 'The backup is damaged or incomplete ({reason}); nothing was written. Use another backup, or copy the file again.',
    },
  },
  archive_newer: {
    status: 409,
    message: {
      zh: '该备份由更新版本的精运（{version}）生成，请用该版本或更新版本恢复。',
      en: 'A newer Jingyun ({version}) made this backup. Restore it with that version or a later one.',
    },
  },
  archive_differs: {
    status: 409,
    message: {
      zh: '该备份的数据库结构（{migration}）与本程序不一致，请用生成它的版本恢复。',
      en: 'The schema of this backup ({migration}) is not the one this program knows. Restore it with the version that made it.',
    },
  },
  target_not_empty: {
    status: 409,
    message: {
      zh: '目标数据库不是空的（{what}），未写入任何内容。请恢复到空的数据库，或用 JINGYUN_DATA_DIR 指定空的数据目录。',
      en: 'The target database is not empty ({what}); nothing was written. Restore into an empty database, or an empty data directory (JINGYUN_DATA_DIR).',
    },
  },
  target_in_use: {
    status: 409,
    message: {
      zh: '有精运进程正在使用目标数据库，请先停止后再恢复。',
      en: 'A Jingyun process uses the target database. Stop it before restoring.',
    },
  },
  file_exists: {
    status: 409,
    message: {
      zh: '文件 {file} 已存在。请换一个文件名，或加 --yes 覆盖。',
      en: 'The file {file} exists. Choose another name, or overwrite it with --yes.',
    },
  },
  file_unusable: {
    status: 422,
    message: {
      zh: '文件 {file} 无法使用：{reason}',
      en: 'The file {file} cannot be used: {reason}',
    },
  },
  no_organisation: {
    status: 409,
    message: {
      zh: '还没有组织。请先执行 jingyun start 并完成设置，或先导入数据。',
      en: 'There is no organisation yet. Run "jingyun start" and set it up, or import something first.',
    },
  },
  unknown_projector: {
    status: 422,
    message: {
      zh: '没有名为“{name}”的投影。可选：{names}、all。',
      en: 'There is no projector "{name}". There are: {names}, all.',
    },
  },
});
