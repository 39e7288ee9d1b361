import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { ServiceError } from '../errors/service-error.ts';
import type { TabularEncoding } from './types.ts';

/** How much text beyond ASCII is enough to judge by. */
export const SAMPLE_BYTES = 256 * 1024;

/** A byte order mark settles the matter; its length is what to leave out. */
export function byteOrderMark(head: Buffer): { encoding: TabularEncoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * The encoding of a text from a sample of it.
 *
 * A byte order mark decides; then NULs at every other place (UTF-16 without mark);
 * then strict UTF-8, which other encodings do not meet by chance. A sample where at
 * least nine of ten lines beyond ASCII are UTF-8 is a UTF-8 file with damaged lines.
 * GB18030 and Big5 share nearly all their byte pairs, so these two are told apart
 * by what the text would say: the share of everyday characters under each reading.
 *
 * @throws ServiceError `import_not_text` for binary data, `import_encoding_unknown` where no reading makes sense.
 */
export function detectEncoding(sample: Buffer): TabularEncoding {
  const mark = byteOrderMark(sample);
  if (mark) return mark.encoding;
  const wide = utf16WithoutMark(sample);
  if (wide) return wide;
  if (controlShare(sample) > 0.02) throw new ServiceError('import_not_text');
  const lines = linesBeyondAscii(sample);
  const valid = lines.filter((line) => isUtf8(line)).length;
  if (lines.length === 0 || valid >= lines.length * 0.9) return 'utf-8';
  const beyond = Buffer.concat(lines.filter((line) => !isUtf8(line)));
  const chinese = chineseEncoding(beyond);
  if (chinese) return chinese;
  if (isWestern(beyond)) return 'windows-1252';
  throw new ServiceError('import_encoding_unknown');
}

function utf16WithoutMark(sample: Buffer): TabularEncoding | null {
  const head = sample.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = head.length * 0.2;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
  return null;
}

/** Share of control characters other than tab, LF, CR and the odd NUL of a damaged row. */
function controlShare(sample: Buffer): number {
  let count = 0;
  for (const byte of sample) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) count += 1;
  }
  return sample.length < 200 ? (count > 8 ? 1 : 0) : count / sample.length;
}

function linesBeyondAscii(sample: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  while (from < sample.length) {
    const end = sample.indexOf(10, from);
    // The sample may end within a character: its last, unfinished line says nothing unless it is the only one.
    if (end < 0 && lines.length > 0) break;
    const line = sample.subarray(from, end < 0 ? sample.length : end + 1);
    if (!isAscii(line)) lines.push(line);
    from += line.length;
  }
  return lines;
}

/**
 * The most frequent characters of written Chinese and of service desks, simplified
 * and traditional side by side. They cover about half of running text.
 */
const EVERYDAY = new Set(
  '的一是不了在人有我他这这個个中大来來上为為们們到说說国國和地也子时時道出要于於就下得可你年生自会會那后後能对對着著事其里裡所去行过過家十用发發天如然作方成者多日都三小军軍二无無同么麼经經法当當起与與好看学學进進种種将將还還分此心前面又定见見只主没沒公从從' +
    '问問题題客户戶服务務工单單投诉訴处處理电電话話号號状狀态態开開关關闭閉已未解决決优優先级級类類别別标標描述创創建间間更新受人员員组組部门門产產品订訂退货貨换換维維修安装裝安裝配送物流质質量价價格申请請回复復满滿意度备備注註姓名称稱地址日期编編高中低紧緊急普通请请您无法不能收到需要咨询詢故障登录錄账帳系统統网網络絡',
);

function chineseEncoding(bytes: Buffer): TabularEncoding | null {
  const gb = plausibility(iconv.decode(bytes, 'gb18030'));
  const big5 = plausibility(iconv.decode(bytes, 'big5'));
  if (Math.max(gb, big5) < 0.05) return null;
  return gb >= big5 ? 'gb18030' : 'big5';
}

/** Everyday characters among all beyond ASCII; unreadable and rare ones count against the reading. */
function plausibility(text: string): number {
  let beyond = 0;
  let points = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) continue;
    beyond += 1;
    if (character === '\uFFFD') points -= 3;
    else if (EVERYDAY.has(character)) points += 1;
    // Private use, kana, Hangul, the rare extensions: what a wrong reading is full of.
    else if (code < 0x2000 || (code >= 0x3040 && code < 0x4e00) || (code > 0x9fff && code < 0xff00))
      points -= 0.5;
  }
  return beyond === 0 ? 0 : points / beyond;
}

/** Single accented letters between ASCII letters, as in "Zürich"; C1 holes of the code page rule it out. */
function isWestern(bytes: Buffer): boolean {
  let beyond = 0;
  let single = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 128) continue;
    beyond += 1;
    if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)) return false;
    if ((bytes[index - 1] ?? 0) < 128 && (bytes[index + 1] ?? 0) < 128) single += 1;
  }
  return single >= beyond / 2;
}
