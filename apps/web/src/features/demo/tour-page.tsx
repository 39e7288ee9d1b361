import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';
import { demoQuery, passWeeks } from './demo.queries.ts';
import styles from './tour.module.css';

/** As long as the pilot of the tour runs. */
const pilotWeeks = 4;

/** One turn of the loop, stop by stop: what to do, where, and what has been done already. */
export default function TourPage() {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const query = useQuery(demoQuery);
  useLive('jobs', demoQuery.queryKey);
  useLive('metrics', demoQuery.queryKey);
  const pass = useMutation({
    mutationFn: passWeeks,
    onSuccess: () => client.invalidateQueries({ queryKey: demoQuery.queryKey }),
    onError: showError,
  });
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const demo = query.data;
  if (demo === null)
    return (
      <Page title={t('demo.title')} layout="narrow">
        <Panel>
          <EmptyState title={t('demo.none')} hint={t('demo.noneHint')} />
        </Panel>
      </Page>
    );
  const passing = pass.isPending || demo.jobId !== null;
  const next = demo.tour.find(({ done }) => !done)?.key;
  return (
    <Page
      title={t('demo.title')}
      subtitle={
        <>
          {t('demo.today')} <Instant at={demo.simulatedTo} style="date" />
          {demo.weeksPassed === 0 ? null : ` · ${t('demo.passed', { count: demo.weeksPassed })}`}
        </>
      }
      extra={
        may('demo.pass') ? (
          <Button
            icon={<ClockCircleOutlined />}
            type={next === 'wait' ? 'primary' : 'default'}
            loading={passing}
            onClick={() => pass.mutate(pilotWeeks)}
          >
            {t('demo.pass', { count: pilotWeeks })}
          </Button>
        ) : null
      }
      layout="narrow"
    >
      {passing ? (
        <Alert type="info" title={t('demo.passing')} icon={<Spin size="small" />} showIcon role="status" />
      ) : null}
      <Panel>
        <p className={styles['intro']}>{t('demo.intro')}</p>
        <ol className={styles['tour']}>
          {demo.tour.map(({ key, done, path }) => (
            <li key={key} data-next={key === next} aria-current={key === next ? 'step' : undefined}>
              <div className={styles['name']}>
                {path === null ? (
                  <strong>{t(`demo.step.${key}.title`)}</strong>
                ) : (
                  <Link to={path}>{t(`demo.step.${key}.title`)}</Link>
                )}
                {done ? (
                  <CheckCircleFilled className={styles['done'] ?? ''} aria-label={t('demo.done')} />
                ) : null}
              </div>
              <div className="muted">{t(`demo.step.${key}.text`)}</div>
            </li>
          ))}
        </ol>
      </Panel>
    </Page>
  );
}
