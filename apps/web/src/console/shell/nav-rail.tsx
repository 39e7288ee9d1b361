import { DoubleLeftOutlined, DoubleRightOutlined } from '@ant-design/icons';
import { Drawer, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useMay, useProfile } from '../../features/session/session.ts';
import { Logo } from '../../ui/logo.tsx';
import { type NavItem, navItems } from './nav-items.tsx';
import styles from './shell.module.css';

const storageKey = 'jingyun.nav';

const roomyPixels = 1_360;

/** As it was left; narrow windows begin with icons alone, for the lists need the width. */
function startCollapsed(): boolean {
  const stored = localStorage.getItem(storageKey);
  return stored === null ? window.innerWidth < roomyPixels : stored === 'collapsed';
}

/** The main navigation: a rail on a desk, a drawer on a phone. */
export function NavRail({ drawerOpen, onCloseDrawer }: { drawerOpen: boolean; onCloseDrawer: () => void }) {
  const [collapsed, setCollapsed] = useState(startCollapsed);
  const toggle = () => {
    localStorage.setItem(storageKey, collapsed ? 'open' : 'collapsed');
    setCollapsed(!collapsed);
  };
  return (
    <>
      <Rail collapsed={collapsed} onToggle={toggle} />
      <Drawer
        open={drawerOpen}
        onClose={onCloseDrawer}
        placement="left"
        size={232}
        closable={false}
        rootClassName={styles['drawer'] ?? ''}
        styles={{ body: { padding: 0 } }}
      >
        <Rail collapsed={false} />
      </Drawer>
    </>
  );
}

function Rail({ collapsed, onToggle }: { collapsed: boolean; onToggle?: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { organisation } = useProfile();
  const shown = navItems.filter((item) => item.permission === undefined || may(item.permission));
  const link = (item: NavItem) => (
    <li key={item.key}>
      <Tooltip title={collapsed ? t(`shell.nav.${item.key}`) : undefined} placement="right">
        <NavLink
          to={item.path}
          end={item.path === '/'}
          className={({ isActive }) => `${styles['item']} ${isActive ? styles['active'] : ''}`}
        >
          {item.icon}
          {collapsed ? (
            <span className="visually-hidden">{t(`shell.nav.${item.key}`)}</span>
          ) : (
            t(`shell.nav.${item.key}`)
          )}
        </NavLink>
      </Tooltip>
    </li>
  );
  return (
    <nav
      className={`${styles['rail']} ${collapsed ? styles['collapsed'] : ''}`}
      aria-label={t('shell.nav.label')}
    >
      <Link to="/" className={styles['brand'] ?? ''} aria-label={t('shell.product')}>
        <Logo size={28} />
        {collapsed ? null : (
          <span className={styles['brandName']}>
            {t('shell.product')}
            <span className={`${styles['brandOrg']} ellipsis`}>{organisation.name}</span>
          </span>
        )}
      </Link>
      <ul className={styles['items']}>{shown.filter((item) => item.secondary !== true).map(link)}</ul>
      <ul className={`${styles['items']} ${styles['secondary']}`}>
        {shown.filter((item) => item.secondary === true).map(link)}
      </ul>
      {onToggle === undefined ? null : (
        <button
          type="button"
          className={`${styles['item']} ${styles['fold']}`}
          onClick={onToggle}
          aria-label={collapsed ? t('shell.nav.expand') : t('shell.nav.collapse')}
        >
          {collapsed ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
          {collapsed ? null : t('shell.nav.collapse')}
        </button>
      )}
    </nav>
  );
}
