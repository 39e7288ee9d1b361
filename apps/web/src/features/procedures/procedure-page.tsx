import type { Procedure, ProcedureVersionSummary } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useMay } from '../session/session.ts';
import { CompareTab } from './compare-tab.tsx';
import { ContentTab } from './content-tab.tsx';
import { procedureQuery } from './procedure.queries.ts';
import { newestFirst } from './procedure-numbers.ts';
import { textFor } from './procedure-words.ts';
import { originOf } from './record-ref.ts';
import { ResultsTab } from './results-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** One procedure: what is in force, its versions and how they differ, how it is kept to, where it runs. */
export default function ProcedurePage() {
  const { t } = useTranslation();
  const { id = '', tab = 'content' } = useParams();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const may = useMay();
  const locale = useLocale();
  const query = useQuery(procedureQuery(id));
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const procedure = query.data;
  const shown = versionShown(procedure, parameters.get('version'));
  const go = (key: string) => {
    // What a new version is to be made from stays in the address while somebody looks around.
    const from = originOf(parameters);
    const rest = from === undefined ? '' : `?from=${from.type}:${from.id}`;
    navigate(`/procedures/${id}${key === 'content' ? '' : `/${key}`}${rest}`);
  };
  return (
    <Page
      title={textFor(procedure.name, locale)}
      subtitle={
        <>
          <span className="mono">{procedure.code}</span> · {t(`procedures.kind.${procedure.kind}`)}
          {procedure.owner === null ? null : ` · ${procedure.owner.name}`}
        </>
      }
    >
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={go}
        items={[
          {
            key: 'content',
            label: t('procedures.tab.content'),
            children:
              shown === undefined ? null : (
                <ContentTab key={shown.id} procedure={procedure} versionId={shown.id} />
              ),
          },
          {
            key: 'versions',
            label: t('procedures.tab.versions'),
            children: <VersionsTab procedure={procedure} />,
          },
          {
            key: 'compare',
            label: t('procedures.tab.compare'),
            disabled: procedure.versions.length < 2,
            children: <CompareTab procedure={procedure} />,
          },
          {
            key: 'results',
            label: t('procedures.tab.results'),
            children: <ResultsTab procedure={procedure} />,
          },
          ...(may('procedures.write')
            ? [
                {
                  key: 'settings',
                  label: t('procedures.tab.settings'),
                  children: <SettingsTab key={procedure.version} procedure={procedure} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

/** The version asked for, else one in force, else the one being worked on, else the newest. */
function versionShown(procedure: Procedure, wanted: string | null): ProcedureVersionSummary | undefined {
  const { versions, inForce, open } = procedure;
  const id = [
    wanted,
    inForce.find(({ teamIds }) => teamIds.length === 0)?.versionId,
    inForce[0]?.versionId,
    open?.versionId,
  ].find((one) => versions.some((version) => version.id === one));
  return versions.find((version) => version.id === id) ?? newestFirst(versions)[0];
}
