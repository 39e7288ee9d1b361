import { Select } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate, useParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/states.tsx';
import { useMay } from '../session/session.ts';
import { groups, type SectionKey, sectionsFor } from './sections.ts';
import styles from './settings.module.css';

const components: Record<SectionKey, ComponentType> = {
  profile: lazy(() => import('./profile/profile-section.tsx')),
  security: lazy(() => import('./profile/security-section.tsx')),
  organisation: lazy(() => import('./organisation/organisation-section.tsx')),
  calendars: lazy(() => import('./calendars/calendars-section.tsx')),
  sla: lazy(() => import('./sla/sla-section.tsx')),
  categories: lazy(() => import('./tickets/categories-section.tsx')),
  fields: lazy(() => import('./tickets/fields-section.tsx')),
  macros: lazy(() => import('./tickets/macros-section.tsx')),
  automations: lazy(() => import('./automations/automations-section.tsx')),
  apiKeys: lazy(() => import('./organisation/api-keys-section.tsx')),
};

/** Everything that is set once and then seldom. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { section = 'profile' } = useParams();
  const navigate = useNavigate();
  const shown = sectionsFor(may);
  const current = shown.find((one) => one.key === section) ?? shown[0];
  if (current === undefined) return null;
  const Component = components[current.key];
  const inGroup = (group: (typeof groups)[number]) => shown.filter((one) => one.group === group);
  return (
    <Page title={t(`settings.section.${current.key}`)} heading={t('settings.title')}>
      <div className={styles['columns']}>
        <Select
          className={styles['picker'] ?? ''}
          size="large"
          aria-label={t('settings.title')}
          value={current.key}
          options={groups
            .filter((group) => inGroup(group).length > 0)
            .map((group) => ({
              label: t(`settings.group.${group}`),
              options: inGroup(group).map(({ key }) => ({ value: key, label: t(`settings.section.${key}`) })),
            }))}
          onChange={(key) => navigate(`/settings/${key}`)}
        />
        <nav className={styles['nav']} aria-label={t('settings.title')}>
          {groups.map((group) =>
            inGroup(group).length === 0 ? null : (
              <div key={group}>
                <div className={styles['group']}>{t(`settings.group.${group}`)}</div>
                {inGroup(group).map((one) => (
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
            ),
          )}
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
