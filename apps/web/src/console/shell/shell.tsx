import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { useForgetSession, useMay, useProfile } from '../../features/session/session.ts';
import { NewTicketProvider } from '../../features/tickets/create/new-ticket.tsx';
import { onSignedOut } from '../../lib/api/client.ts';
import { useConnected, useStream } from '../../lib/api/use-stream.ts';
import { changeLocale, loadRoomWords } from '../../lib/i18n/i18n.ts';
import { useHotkeys } from '../../lib/keyboard/use-hotkeys.ts';
import { navItems } from './nav-items.tsx';
import { NavRail } from './nav-rail.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const CommandPalette = lazy(async () => {
  // It names the places of every room.
  const [palette] = await Promise.all([import('./command-palette.tsx'), loadRoomWords()]);
  return palette;
});
const KeyboardHelp = lazy(() => import('./keyboard-help.tsx'));

/** The frame of every page for signed-in people: navigation, top bar, palette, keys. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const forget = useForgetSession();
  const connected = useConnected();
  const busy = useNavigation().state === 'loading';
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const profile = useProfile();
  const client = useQueryClient();
  // Weeks have passed in the demo: nothing on the screen is of today, the time of day included.
  useStream('demo', () => void client.invalidateQueries());
  const may = useMay();
  // The language is the person's, on whatever machine they sign in.
  useEffect(() => {
    if (profile.locale !== i18n.language) void changeLocale(profile.locale);
  }, [profile.locale, i18n]);

  useEffect(
    () =>
      onSignedOut(() => {
        const next = encodeURIComponent(window.location.pathname + window.location.search);
        void Promise.resolve(navigate(`/sign-in?expired=1&next=${next}`)).then(forget);
      }),
    [forget, navigate],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the address changes
  useEffect(() => setDrawer(false), [location.pathname]);

  useHotkeys({
    'mod+k': () => setPalette(true),
    '?': () => setHelp(true),
    ...Object.fromEntries(
      navItems
        .filter((item) => item.permission === undefined || may(item.permission))
        .map((item) => [item.keys, () => navigate(item.path)]),
    ),
  });

  return (
    <NewTicketProvider>
      <a className={styles['skip']} href="#content">
        {t('shell.skip')}
      </a>
      <div className={styles['frame']}>
        <NavRail drawerOpen={drawer} onCloseDrawer={() => setDrawer(false)} />
        <div className={styles['main']}>
          <TopBar
            onPalette={() => setPalette(true)}
            onHelp={() => setHelp(true)}
            onMenu={() => setDrawer(true)}
          />
          {busy ? (
            <div className={styles['progress']} role="progressbar" aria-label={t('common.loading')} />
          ) : null}
          {connected ? null : (
            <div className={styles['offline']} role="status">
              {t('shell.offline')}
            </div>
          )}
          <main id="content" tabIndex={-1} className={styles['content']}>
            <Outlet />
          </main>
        </div>
      </div>
      <Suspense fallback={null}>
        {palette ? <CommandPalette onClose={() => setPalette(false)} onHelp={() => setHelp(true)} /> : null}
        {help ? <KeyboardHelp onClose={() => setHelp(false)} /> : null}
      </Suspense>
    </NewTicketProvider>
  );
}
