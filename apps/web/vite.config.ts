import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The product's server in development; the built files are served by the server itself. */
const api = process.env['JINGYUN_DEV_API'] ?? 'http://127.0.0.1:3000';

/** In development, every address under /portal is the portal's page, as the server does it in production. */
const portalPages: Plugin = {
  name: 'portal-pages',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url !== undefined && /^\/portal(\/|\?|$)/.test(request.url)) request.url = '/portal.html';
      next();
    });
  },
};

const worthCompressing = /\.(js|css|html|svg)$/;

/** Writes .br and .gz beside each file, so that the server sends them without compressing anything itself. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    const dist = join(import.meta.dirname, 'dist');
    for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
      if (!worthCompressing.test(name)) continue;
      const bytes = readFileSync(join(dist, name));
      writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes));
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes, { params: quality }));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), portalPages, compressed],
  server: {
    proxy: {
      '/api': { target: api, changeOrigin: false },
      '/s/': { target: api, changeOrigin: false },
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // Charts and the editor are loaded when they are first needed; the budget is checked by scripts/size.ts.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The survey's page is rendered by the server, which finds this entry in the manifest.
      input: { console: 'index.html', portal: 'portal.html', survey: 'src/survey/main.ts' },
      output: {
        // Without this every icon and helper of antd is a file of its own, and a first visit is 80 requests.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//,
              priority: 3,
            },
            { name: 'icons', test: /node_modules\/@ant-design\/icons/, priority: 2 },
            {
              name: 'console-shared',
              test: /node_modules\/(antd|@ant-design|@rc-component)\//,
              // Of some 200 chunks. Lower, and the first visit loads what only other screens share: it grows with
              // the number of screens (34 → 371 kB, 44 → 342 kB, 52 → 334 kB; 60 saves nothing and takes more requests).
              minShareCount: 52,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
