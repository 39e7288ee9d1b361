import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import PostalMime from 'postal-mime';

export interface Mail {
  subject: string;
  text: string;
  /** The first link in it. */
  link: string;
}

/** Waits for a mail to an address in the preview folder, passing over those in `seen`. */
export async function nextMail(dataDir: string, address: string, seen: Set<string>): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => {
      found = await findMail(join(dataDir, 'mail-preview'), address, seen);
      return found !== undefined;
    }, `a mail to ${address}`)
    .toBe(true);
  return found as Mail;
}

async function findMail(dir: string, address: string, seen: Set<string>): Promise<Mail | undefined> {
  const files = await readdir(dir).catch(() => [] as string[]);
  // Names are ids in order of time: the newest last.
  for (const file of files.sort().reverse()) {
    if (!file.endsWith('.eml') || seen.has(file)) continue;
    const mail = await PostalMime.parse(await readFile(join(dir, file)));
    if (!mail.to?.some((recipient) => recipient.address === address)) continue;
    seen.add(file);
    const text = mail.text ?? '';
    return { subject: mail.subject ?? '', text, link: /https?:\/\/\S+/.exec(text)?.[0] ?? '' };
  }
  return undefined;
}
