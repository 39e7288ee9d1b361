import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationSources } from '../../app/open-database.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Sql } from '../../platform/database/connect.ts';
import { readMigrations } from '../../platform/database/migrate.ts';
import { appRole, authRole } from '../../platform/database/roles.ts';
import type { Projector } from '../../platform/events/types.ts';
import * as repo from './doctor.repo.ts';
import { bad, type Finding, fine } from './finding.ts';

const oldestServer = 150_000;

/** The server itself: version, durability, clock. */
export async function checkServer(owner: Sql): Promise<Finding[]> {
  const { version, number, now, fsync, synchronous } = await repo.serverFacts(owner);
  const apart = Math.abs(Temporal.Now.instant().epochMilliseconds - now.epochMilliseconds);
  return [
    number >= oldestServer
      ? fine('database', `PostgreSQL ${version} 可用`, `PostgreSQL ${version} answers`)
      : bad(
          'database',
          'failed',
          { zh: `PostgreSQL ${version} 过旧`, en: `PostgreSQL ${version} is too old` },
          { zh: '请升级到 15 或更高版本。', en: 'Upgrade it to 15 or later.' },
        ),
    fsync === 'on' && synchronous !== 'off'
      ? fine('durability', '提交即落盘', 'What is committed is on the disk')
      : bad(
          'durability',
          'failed',
          {
            zh: `fsync=${fsync},synchronous_commit=${synchronous}`,
            en: `fsync=${fsync}, synchronous_commit=${synchronous}`,
          },
          { zh: '断电会丢失数据：请将两者设为 on。', en: 'A power cut would lose data: turn both on.' },
        ),
    apart < 5_000
      ? fine('clock', '数据库与本机时钟一致', 'The clocks of database and machine agree')
      : bad(
          'clock',
          'warning',
          {
            zh: `数据库与本机时钟相差 ${Math.round(apart / 1000)} 秒`,
            en: `The clocks of database and machine differ by ${Math.round(apart / 1000)} s`,
          },
          {
            zh: '请在两台机器上启用时间同步（NTP）。',
            en: 'Turn on time synchronisation (NTP) on both machines.',
          },
        ),
  ];
}

/** @returns the finding, and whether the schema is this program's, so that its tables can be looked at. */
export async function checkMigrations(owner: Sql): Promise<{ finding: Finding; current: boolean }> {
  const ran = await repo.ranMigrations(owner);
  const wanted = await readMigrations(migrationSources());
  const known = new Set(wanted.map(({ id }) => id));
  const newer = [...(ran?.keys() ?? [])].find((id) => !known.has(id));
  if (newer !== undefined) {
    return {
      current: false,
      finding: bad(
        'migrations',
        'failed',
        { zh: `数据库由更新的版本写成（${newer}）`, en: `A newer version wrote the database (${newer})` },
        { zh: '请运行较新的版本。', en: 'Run the newer version.' },
      ),
    };
  }
  const changed = wanted.find(({ id, checksum }) => ran?.has(id) === true && ran.get(id) !== checksum);
  if (changed !== undefined) {
    return {
      current: false,
      finding: bad(
        'migrations',
        'failed',
        {
          zh: `迁移 ${changed.id} 在执行后被修改`,
          en: `The migration ${changed.id} was changed after it ran`,
        },
        { zh: '请恢复该文件。', en: 'Restore the file.' },
      ),
    };
  }
  const pending = wanted.filter(({ id }) => ran?.has(id) !== true).length;
  const finding =
    pending === 0
      ? fine('migrations', `${wanted.length} 个迁移均已执行`, `All ${wanted.length} migrations ran`)
      : bad(
          'migrations',
          'warning',
          { zh: `${pending} 个迁移待执行`, en: `${pending} migrations have not run yet` },
          {
            zh: '执行 jingyun migrate，或直接 jingyun start。',
            en: 'Run "jingyun migrate", or just "jingyun start".',
          },
        );
  return { finding, current: pending === 0 };
}

/** Nobody sees another organisation's rows. */
export async function checkIsolation(owner: Sql): Promise<Finding[]> {
  const weak = await repo.weakRoles(owner, [appRole, authRole]);
  const open = await repo.openTables(owner);
  return [
    weak.length === 0
      ? fine('roles', '应用角色不能绕过行级安全', 'The roles of the product cannot bypass row security')
      : bad(
          'roles',
          'failed',
          {
            zh: `角色 ${weak.join(', ')} 缺失或可绕过行级安全`,
            en: `The roles ${weak.join(', ')} are missing or can bypass row security`,
          },
          {
            zh: '执行 alter role … nosuperuser nobypassrls，并确保它不拥有任何表。',
            en: 'Run alter role … nosuperuser nobypassrls, and let it own no table.',
          },
        ),
    open.length === 0
      ? fine('row_security', '所有表均强制行级安全', 'Row security is forced on every table')
      : bad(
          'row_security',
          'failed',
          {
            zh: `未强制行级安全的表：${open.join(', ')}`,
            en: `Row security is not forced on ${open.join(', ')}`,
          },
          {
            zh: '执行 alter table … force row level security。',
            en: 'Run alter table … force row level security.',
          },
        ),
  ];
}

const behindSeconds = 60;
const lostSeconds = 3_600;

/** The log is being read, and has room for the months to come. */
export async function checkEvents(owner: Sql, projectors: readonly Projector[]): Promise<Finding[]> {
  const lags = await repo.projectorLags(owner, projectors);
  const { ahead, strays } = await repo.eventPartitions(owner);
  const now = Temporal.Now.instant();
  const late = lags
    .map((lag) => ({ ...lag, seconds: Math.round(now.since(lag.since).total('seconds')) }))
    .filter(({ seconds }) => seconds > behindSeconds);
  const worst = late.toSorted((a, b) => b.seconds - a.seconds)[0];
  return [
    worst === undefined
      ? fine(
          'projectors',
          `${projectors.length} 个投影均已跟上`,
          `All ${projectors.length} projectors have caught up`,
        )
      : bad(
          'projectors',
          worst.seconds > lostSeconds ? 'failed' : 'warning',
          {
            zh: `投影 ${worst.projector} 落后 ${worst.seconds} 秒（${worst.events} 个事件）`,
            en: `The projector ${worst.projector} is ${worst.seconds} s behind (${worst.events} events)`,
          },
          {
            zh: '若服务未运行，请启动；若在运行，请查看日志中的 “projector failed”。',
            en: 'Start the server if it does not run; if it does, look for "projector failed" in its log.',
          },
        ),
    ahead && !strays
      ? fine(
          'partitions',
          '本月与下月的事件分区已就绪',
          'The event log has partitions for this month and the next',
        )
      : bad(
          'partitions',
          'warning',
          strays
            ? { zh: '有事件落入默认分区', en: 'Some events are in the default partition' }
            : { zh: '缺少本月或下月的事件分区', en: 'A partition of this month or the next is missing' },
          {
            zh: '重新启动服务会补建分区；请检查本机时钟是否正确。',
            en: 'Starting the server makes them; check that the machine’s clock is right.',
          },
        ),
  ];
}

/** Jobs and mail that nobody will carry on by themselves. */
export async function checkWork(owner: Sql): Promise<Finding[]> {
  const jobs = await repo.jobTroubles(owner);
  const mails = await repo.mailTroubles(owner);
  return [
    jobs.failed + jobs.stranded === 0
      ? fine('jobs', '没有失败或滞留的任务', 'No job failed or is stranded')
      : bad(
          'jobs',
          'warning',
          {
            zh: `一周内 ${jobs.failed} 个任务失败，${jobs.stranded} 个滞留`,
            en: `${jobs.failed} jobs failed within a week, ${jobs.stranded} are stranded`,
          },
          {
            zh: '请在控制台“任务”页查看原因并重新发起。',
            en: 'Look at the page "Jobs" of the console for the reason, and start them again.',
          },
        ),
    mails.failed + mails.waiting === 0
      ? fine('mails', '没有发送失败的邮件', 'No mail has failed')
      : bad(
          'mails',
          'warning',
          {
            zh: `一周内 ${mails.failed} 封邮件发送失败，${mails.waiting} 封等待超过一小时：${mails.reason ?? ''}`,
            en: `${mails.failed} mails failed within a week, ${mails.waiting} wait for over an hour: ${mails.reason ?? ''}`,
          },
          { zh: '请检查 SMTP_URL 与 MAIL_FROM。', en: 'Check SMTP_URL and MAIL_FROM.' },
        ),
  ];
}

/** Files that rows name lie in the data folder, with their size. */
export async function checkFiles(owner: Sql, { dataDir }: Config): Promise<Finding> {
  const files = await repo.someFiles(owner);
  const missing: string[] = [];
  for (const { orgId, sha256, bytes } of files) {
    const path = join(dataDir, 'files', orgId, sha256.slice(0, 2), sha256);
    const found = await stat(path).catch(() => undefined);
    if (found?.size !== bytes) missing.push(path);
  }
  if (missing.length === 0)
    return fine('files', `抽查 ${files.length} 个文件均在`, `${files.length} files looked at are there`);
  return bad(
    'files',
    'failed',
    {
      zh: `抽查 ${files.length} 个文件，${missing.length} 个缺失或大小不符，例如 ${missing[0]}`,
      en: `Of ${files.length} files looked at ${missing.length} are missing or of another size, e.g. ${missing[0]}`,
    },
    {
      zh: '请确认 JINGYUN_DATA_DIR 与写入文件的进程一致，或从备份恢复。',
      en: 'Check that JINGYUN_DATA_DIR is the one of the process that wrote them, or restore a backup.',
    },
  );
}

/** Node and PostgreSQL know the same time zones: their data come from different places. */
export async function checkTimeZones(owner: Sql): Promise<Finding> {
  const year = Temporal.Now.plainDateISO('UTC').year;
  const instants = [`${year}-01-15T00:00:00Z`, `${year}-07-15T00:00:00Z`];
  const rows = await repo.zoneOffsets(owner, instants);
  const different = rows.find(({ zone, instant, offset }) => offsetIn(zone, instant) !== offset);
  if (different === undefined) return fine('time_zones', '时区数据一致', 'Time zone data agree');
  return bad(
    'time_zones',
    'failed',
    {
      zh: `数据库与 Node.js 对 ${different.zone} 的时差不一致`,
      en: `Database and Node.js disagree on the offset of ${different.zone}`,
    },
    { zh: '请更新两者的时区数据（tzdata）。', en: 'Update the time zone data (tzdata) of both.' },
  );
}

function offsetIn(zone: string, instant: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
}
