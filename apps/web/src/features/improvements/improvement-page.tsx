import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { CausesTab } from './causes-tab.tsx';
import { CheckTab } from './check-tab.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { improvementQuery } from './improvement.queries.ts';
import { ImprovementActions } from './improvement-actions.tsx';
import { StageMark } from './improvement-marks.tsx';
import { MeasuresTab } from './measures-tab.tsx';
import { OriginLink } from './origin-link.tsx';
import { PlanTab } from './plan-tab.tsx';
import { StagePanel } from './stage-panel.tsx';

const tabs = ['plan', 'causes', 'measures', 'check'] as const;
/** What is worked on in each stage. */
const tabOf = { plan: 'plan', analyse: 'causes', act: 'measures', check: 'check', closed: 'check' } as const;

/** One improvement: its stage with what is missing for the next, problem, causes, countermeasures, checks. */
export default function ImprovementPage() {
  const { t } = useTranslation();
  const { id = '', tab: asked } = useParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const query = useQuery(improvementQuery(id));
  useLive('improvements', ['improvements']);
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const improvement = query.data;
  const tab = tabs.find((one) => one === asked) ?? tabOf[improvement.stage];
  return (
    <Page
      title={improvement.title}
      subtitle={
        <>
          <StageMark row={improvement} />
          {improvement.owner?.name ?? t('improvements.noOwner')}
          <OriginLink improvement={improvement} />
        </>
      }
      extra={<ImprovementActions improvement={improvement} onClose={() => setParameters({ close: '1' })} />}
    >
      <StagePanel improvement={improvement} />
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => navigate(`/improvements/${id}/${key}`)}
        items={[
          { key: 'plan', label: t('improvements.tab.plan'), children: <PlanTab improvement={improvement} /> },
          {
            key: 'causes',
            label: t('improvements.tab.causes'),
            children: <CausesTab improvement={improvement} />,
          },
          {
            key: 'measures',
            label: t('improvements.tab.measures'),
            children: <MeasuresTab improvement={improvement} />,
          },
          {
            key: 'check',
            label: t('improvements.tab.check'),
            children: <CheckTab improvement={improvement} />,
          },
        ]}
      />
      {parameters.get('close') === '1' && improvement.may.close && improvement.stage !== 'closed' ? (
        <CloseDialog
          improvement={improvement}
          onClose={() => {
            setParameters({}, { replace: true });
            void client.invalidateQueries({ queryKey: ['improvements'] });
          }}
        />
      ) : null}
    </Page>
  );
}
