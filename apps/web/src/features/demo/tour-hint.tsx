import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { demoQuery } from './demo.queries.ts';

/** In the demo: where the guided tour goes on. Nothing elsewhere. */
export function TourHint() {
  const { t } = useTranslation();
  const { data: demo } = useQuery({ ...demoQuery, staleTime: 60_000 });
  if (demo == null) return null;
  const next = demo.tour.find(({ done }) => !done);
  return (
    <Alert
      type="info"
      title={
        next === undefined
          ? t('demo.hintDone')
          : t('demo.hint', {
              done: demo.tour.filter(({ done }) => done).length,
              count: demo.tour.length,
              next: t(`demo.step.${next.key}.title`),
            })
      }
      action={<Link to="/tour">{t('demo.title')}</Link>}
    />
  );
}
