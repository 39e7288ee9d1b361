import { App, ConfigProvider } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useLocale } from '../features/session/session.ts';
import { antdTheme } from '../ui/theme/antd-theme.ts';
import { useTheme } from '../ui/theme/theme.tsx';
import { useStillness } from '../ui/theme/use-stillness.ts';
import { useAntdLocale } from './antd-locale.ts';

/** antd with our theme, density and language. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const { mode } = useTheme();
  const words = useAntdLocale(useLocale());
  const isStill = useStillness();
  const theme = useMemo(() => antdTheme(mode, isStill), [mode, isStill]);
  return (
    <ConfigProvider
      theme={theme}
      {...(words === undefined ? {} : { locale: words })}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      form={{ scrollToFirstError: true }}
      modal={{ styles: { header: { marginBottom: 14 }, footer: { marginTop: 18 } } }}
    >
      <App message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
