import { FormOutlined, PlusOutlined } from '@ant-design/icons';
import type { SurveySummary } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Ago } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useMay } from '../session/session.ts';
import { NewSurveyDialog } from './new-survey-dialog.tsx';
import { surveysQuery } from './survey.queries.ts';
import { StatusMark } from './survey-marks.tsx';

const statuses = ['draft', 'live', 'closed'] as const;

/** All surveys: what they ask for, how often they were sent, how many answered. */
export default function SurveyListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const locale = useLocale();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [isNew, setNew] = useState(false);
  const list = useQuery(surveysQuery);
  const status = statuses.find((one) => one === parameters.get('status'));
  const rows = (list.data ?? []).filter((row) => status === undefined || row.status === status);
  const manage = may('surveys.manage');
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
      {t('surveys.create')}
    </Button>
  );
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Page
      title={t('surveys.title')}
      extra={
        <>
          <Select
            allowClear
            style={{ minWidth: 120 }}
            aria-label={t('surveys.statusLabel')}
            placeholder={t('surveys.statusLabel')}
            value={status ?? null}
            options={statuses.map((value) => ({ value, label: t(`surveys.status.${value}`) }))}
            onChange={(value) => setParameters(value == null ? {} : { status: value }, { replace: true })}
          />
          {manage ? create : null}
        </>
      }
    >
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          status === undefined ? (
            <EmptyState
              icon={<FormOutlined />}
              title={t('surveys.none')}
              hint={t('surveys.noneHint')}
              action={manage ? create : undefined}
            />
          ) : (
            <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
          )
        ) : (
          <Table<SurveySummary>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 760 }}
            columns={[
              {
                title: t('common.name'),
                render: (_, row) => <Link to={`/surveys/${row.id}`}>{row.name}</Link>,
              },
              {
                title: t('surveys.kindLabel'),
                width: 90,
                render: (_, row) => (row.kind === null ? '—' : row.kind.toUpperCase()),
              },
              {
                title: t('surveys.statusLabel'),
                width: 120,
                render: (_, row) => (
                  <>
                    <StatusMark status={row.status} />
                    {row.publishedVersion === null ? null : (
                      <span className="faint">v{row.publishedVersion}</span>
                    )}
                  </>
                ),
              },
              { title: t('surveys.sent'), width: 100, align: 'right', render: (_, row) => row.counts.sent },
              {
                title: t('surveys.answered'),
                width: 100,
                align: 'right',
                render: (_, row) => row.counts.answered + row.counts.open,
              },
              {
                title: t('surveys.responseRate'),
                width: 110,
                align: 'right',
                render: (_, row) =>
                  row.counts.sent === 0 ? '—' : percent.format(row.counts.answered / row.counts.sent),
              },
              { title: t('surveys.updated'), width: 120, render: (_, row) => <Ago at={row.updatedAt} /> },
            ]}
          />
        )}
      </Panel>
      {isNew ? (
        <NewSurveyDialog
          onClose={() => setNew(false)}
          onMade={({ id }) => navigate(`/surveys/${id}/questions`)}
        />
      ) : null}
    </Page>
  );
}
