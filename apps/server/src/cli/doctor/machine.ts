import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config/config.ts';
import { bad, type Finding, fine } from './finding.ts';

const neededNode = 26;
const gigabyte = 1024 ** 3;

export function checkNode(version = process.versions.node): Finding {
  if (Number(version.split('.')[0]) >= neededNode)
    return fine('node', `Node.js ${version}`, `Node.js ${version}`);
  return bad(
    'node',
    'failed',
    { zh: `Node.js ${version} 过旧`, en: `Node.js ${version} is too old` },
    {
      zh: '请通过 npx jingyun 或 npm start 运行，它们使用随 npm ci 安装的版本。',
      en: 'Run it by "npx jingyun" or "npm start": they use the version that "npm ci" installed.',
    },
  );
}

/** The data folder can be written, others cannot read its secrets, and there is space. */
export async function checkDataFolder({ dataDir }: Config): Promise<Finding[]> {
  if (!existsSync(dataDir)) {
    return [
      bad(
        'data_dir',
        'warning',
        { zh: `数据目录 ${dataDir} 尚不存在`, en: `The data directory ${dataDir} does not exist yet` },
        { zh: '首次 jingyun start 会建立它。', en: 'The first "jingyun start" makes it.' },
      ),
    ];
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      bad(
        'data_dir',
        'failed',
        { zh: `不能读写数据目录 ${dataDir}`, en: `The data directory ${dataDir} cannot be read and written` },
        {
          zh: '请以其所有者运行，或用 chown -R 交给当前用户。',
          en: 'Run as its owner, or give it to the current user (chown -R).',
        },
      ),
    ];
  }
  return [
    fine('data_dir', `数据目录 ${dataDir} 可读写`, `The data directory ${dataDir} can be written`),
    checkSecrets(dataDir),
    await checkDisk(dataDir),
  ];
}

function checkSecrets(dataDir: string): Finding {
  const folder = join(dataDir, 'secrets');
  if (!existsSync(folder) || (statSync(folder).mode & 0o077) === 0)
    return fine('secrets', '密钥目录仅所有者可读', 'Only the owner can read the secrets');
  return bad(
    'secrets',
    'warning',
    { zh: `其他用户可以进入 ${folder}`, en: `Other users may enter ${folder}` },
    { zh: `请执行 chmod -R go= ${folder}`, en: `Run chmod -R go= ${folder}` },
  );
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(dataDir);
  const free = bavail * bsize;
  const words = {
    zh: `磁盘剩余 ${(free / gigabyte).toFixed(1)} GB`,
    en: `${(free / gigabyte).toFixed(1)} GB free on the disk`,
  };
  const todo = { zh: '请清理空间或扩大磁盘。', en: 'Free some space, or enlarge the disk.' };
  if (free < gigabyte) return bad('disk', 'failed', words, todo);
  if (free < 5 * gigabyte && bavail / blocks < 0.1) return bad('disk', 'warning', words, todo);
  return fine('disk', words.zh, words.en);
}

/** Whether the mail server answers and accepts the sign-in; sends nothing. */
export async function checkMailServer({ smtpUrl, dataDir }: Config): Promise<Finding> {
  if (smtpUrl === undefined) {
    const preview = join(dataDir, 'mail-preview');
    return fine('smtp', `未配置 SMTP_URL，邮件写入 ${preview}`, `No SMTP_URL: mail is written to ${preview}`);
  }
  const { host } = new URL(smtpUrl);
  const limits = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 5_000 };
  const transport = createTransport({ url: smtpUrl, ...limits });
  try {
    await transport.verify();
    return fine('smtp', `邮件服务器 ${host} 可用`, `The mail server ${host} answers`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return bad(
      'smtp',
      'failed',
      { zh: `邮件服务器 ${host} 不可用：${reason}`, en: `The mail server ${host} refuses: ${reason}` },
      {
        zh: '请检查 SMTP_URL 的地址、端口、用户名与密码；未发出的邮件会自动重试。',
        en: 'Check address, port, user and password in SMTP_URL; mail not sent is tried again by itself.',
      },
    );
  } finally {
    transport.close();
  }
}
