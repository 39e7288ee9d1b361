import {
  BulbOutlined,
  DesktopOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  MenuOutlined,
  MoonOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { Locale } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  profileQuery,
  useForgetSession,
  useLocale,
  useMay,
  useProfile,
} from '../../features/session/session.ts';
import { useNewTicket } from '../../features/tickets/create/new-ticket.tsx';
import { api, ifMatch, unwrap } from '../../lib/api/client.ts';
import { changeLocale } from '../../lib/i18n/i18n.ts';
import { isLocale, localeNames, locales } from '../../lib/i18n/locale.ts';
import { Face } from '../../ui/person.tsx';
import { type ThemeChoice, useTheme } from '../../ui/theme/theme.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import styles from './shell.module.css';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
/** How the palette's key is written on this machine. */
export const modKey = isMac ? '⌘' : 'Ctrl';

interface TopBarProps {
  onPalette: () => void;
  onHelp: () => void;
  onMenu: () => void;
}

/** Search, new ticket, language, appearance, and who is signed in. */
export function TopBar({ onPalette, onHelp, onMenu }: TopBarProps) {
  const { t } = useTranslation();
  const may = useMay();
  const newTicket = useNewTicket();
  return (
    <header className={styles['bar']}>
      <Button
        type="text"
        className={styles['menuButton'] ?? ''}
        icon={<MenuOutlined />}
        aria-label={t('shell.nav.open')}
        onClick={onMenu}
      />
      <button type="button" className={styles['finder']} onClick={onPalette}>
        <SearchOutlined />
        <span className={`${styles['finderText']} ellipsis`}>{t('shell.palette.open')}</span>
        <kbd className={styles['key']}>{modKey} K</kbd>
      </button>
      {may('tickets.create') ? (
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => newTicket.open()}
          aria-label={t('shell.newTicket')}
        >
          <span className={styles['wideOnly']}>{t('shell.newTicket')}</span>
        </Button>
      ) : null}
      <LanguageMenu />
      <ThemeMenu />
      <Tooltip title={`${t('shell.keys.title')} (?)`}>
        <Button
          type="text"
          className={styles['wideOnly'] ?? ''}
          icon={<QuestionCircleOutlined />}
          aria-label={t('shell.keys.title')}
          onClick={onHelp}
        />
      </Tooltip>
      <UserMenu />
    </header>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const locale = useLocale();
  const profile = useProfile();
  const client = useQueryClient();
  const showError = useShowError();
  // Kept with the person: names of metrics, mails and exports come from the server in this language too.
  const choose = useMutation({
    mutationFn: async (next: Locale) => {
      const headers = ifMatch(profile.version);
      const changed = await unwrap(api.PATCH('/api/v1/me', { body: { locale: next }, headers }));
      // Who changes it twice in a row changes it as of the newer version.
      client.setQueryData(profileQuery.queryKey, changed);
      await changeLocale(next);
    },
    onSuccess: () => client.invalidateQueries(),
    onError: showError,
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [locale],
        items: locales.map((key) => ({ key, label: <span lang={key}>{localeNames[key]}</span> })),
        onClick: ({ key }) => {
          if (isLocale(key)) choose.mutate(key);
        },
      }}
    >
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={t('shell.languageNow', { name: localeNames[locale] })}
      />
    </Dropdown>
  );
}

const themeIcons: Record<ThemeChoice, React.ReactNode> = {
  light: <SunOutlined />,
  dark: <MoonOutlined />,
  system: <DesktopOutlined />,
};

function ThemeMenu() {
  const { t } = useTranslation();
  const { choice, choose } = useTheme();
  const choices: ThemeChoice[] = ['light', 'dark', 'system'];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [choice],
        items: choices.map((key) => ({ key, icon: themeIcons[key], label: t(`common.theme.${key}`) })),
        onClick: ({ key }) => choose(key as ThemeChoice),
      }}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={t('common.theme.title')} />
    </Dropdown>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const profile = useProfile();
  const navigate = useNavigate();
  const forget = useForgetSession();
  const showError = useShowError();
  const signOut = async () => {
    try {
      await unwrap(api.POST('/api/v1/auth/sign-out'));
      // The pages of signed-in people are left before it is forgotten who that was.
      await navigate('/sign-in');
      forget();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <>
                <div>{profile.name}</div>
                <div className="faint">{profile.email}</div>
              </>
            ),
          },
          {
            key: 'profile',
            icon: <UserOutlined />,
            label: t('shell.user.profile'),
            onClick: () => navigate('/settings/profile'),
          },
          {
            key: 'security',
            icon: <KeyOutlined />,
            label: t('shell.user.security'),
            onClick: () => navigate('/settings/security'),
          },
          { type: 'divider' },
          { key: 'out', icon: <LogoutOutlined />, label: t('shell.user.signOut'), onClick: signOut },
        ],
      }}
    >
      <button type="button" className={styles['userButton']} aria-label={t('shell.user.menu')}>
        <Face name={profile.name} size={26} />
        <span className={`${styles['userName']} ellipsis`}>{profile.name}</span>
      </button>
    </Dropdown>
  );
}
