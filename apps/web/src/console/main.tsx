import '../ui/theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { startI18n } from '../lib/i18n/i18n.ts';
import { currentLocale } from '../lib/i18n/locale.ts';
import { installTokens, ThemeProvider } from '../ui/theme/theme.tsx';
import { startAntdLocale } from './antd-locale.ts';
import { AntdProvider } from './antd-provider.tsx';
import { makeQueryClient } from './query-client.ts';
import { renewAfterUpgrade } from './renew-after-upgrade.ts';
import { makeRouter } from './router.tsx';

renewAfterUpgrade();

installTokens();
const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
await Promise.all([startI18n(), startAntdLocale(currentLocale())]);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <AntdProvider>
          <RouterProvider router={router} />
        </AntdProvider>
      </QueryClientProvider>
    </ThemeProvider>
  </StrictMode>,
);
