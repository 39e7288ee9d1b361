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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), portalPages],
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // Charts and the editor are loaded when they are first needed; the budget is checked by scripts/size.ts.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { console: 'index.html', portal: 'portal.html' },
    },
  },
});
