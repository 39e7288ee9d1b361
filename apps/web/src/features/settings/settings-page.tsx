import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/states.tsx';
import { useMay } from '../session/session.ts';
import styles from './settings.module.css';

interface Section {
  key:
    | 'profile'
    | 'security'
    | 'organisation'
    | 'calendars'
    | 'sla'
    | 'categories'
    | 'fields'
    | 'macros'
    | 'automations'
    | 'apiKeys';
  group: 'me' | 'organisation' | 'service' | 'system';
  permission?: string;
  Component: ComponentType;
}

const sections: readonly Section[] = [
  { key: 'profile', group: 'me', Component: lazy(() => import('./profile/profile-section.tsx')) },
  { key: 'security', group: 'me', Component: lazy(() => import('./profile/security-section.tsx')) },
  {
    key: 'organisation',
    group: 'organisation',
    Component: lazy(() => import('./organisation/organisation-section.tsx')),
  },
  {
    key: 'calendars',
    group: 'organisation',
    permission: 'calendars.read',
    Component: lazy(() => import('./calendars/calendars-section.tsx')),
  },
  {
    key: 'sla',
    group: 'service',
    permission: 'sla.read',
    Component: lazy(() => import('./sla/sla-section.tsx')),
  },
  {
    key: 'categories',
    group: 'service',
    permission: 'tickets.read',
    Component: lazy(() => import('./tickets/categories-section.tsx')),
  },
  {
    key: 'fields',
    group: 'service',
    permission: 'tickets.read',
    Component: lazy(() => import('./tickets/fields-section.tsx')),
  },
  {
    key: 'macros',
    group: 'service',
    permission: 'tickets.read',
    Component: lazy(() => import('./tickets/macros-section.tsx')),
  },
  {
    key: 'automations',
    group: 'service',
    permission: 'automations.read',
    Component: lazy(() => import('./automations/automations-section.tsx')),
  },
  {
    key: 'apiKeys',
    group: 'system',
    permission: 'apiKeys.manage',
    Component: lazy(() => import('./organisation/api-keys-section.tsx')),
  },
];
const groups = ['me', 'organisation', 'service', 'system'] as const;

/** Everything that is set once and then seldom. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { section = 'profile' } = useParams();
  const shown = sections.filter((one) => one.permission === undefined || may(one.permission));
  const current = shown.find((one) => one.key === section) ?? shown[0];
  if (current === undefined) return null;
  const { Component } = current;
  return (
    <Page title={t(`settings.section.${current.key}`)} heading={t('settings.title')}>
      <div className={styles['columns']}>
        <nav className={styles['nav']} aria-label={t('settings.title')}>
          {groups.map((group) => {
            const inGroup = shown.filter((one) => one.group === group);
            return inGroup.length === 0 ? null : (
              <div key={group}>
                <div className={styles['group']}>{t(`settings.group.${group}`)}</div>
                {inGroup.map((one) => (
                  <NavLink
                    key={one.key}
                    to={`/settings/${one.key}`}
                    className={`${styles['link']} ${one.key === current.key ? styles['current'] : ''}`}
                    aria-current={one.key === current.key ? 'page' : undefined}
                  >
                    {t(`settings.section.${one.key}`)}
                  </NavLink>
                ))}
              </div>
            );
          })}
        </nav>
        <div className={styles['main']}>
          <Suspense fallback={<LoadingRows rows={8} />}>
            <Component />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
