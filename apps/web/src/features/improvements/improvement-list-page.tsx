import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../session/session.ts';
import { ImprovementBoard } from './improvement-board.tsx';
import { ImprovementCalendar } from './improvement-calendar.tsx';
import { FilterBar } from './improvement-filter-bar.tsx';
import { filterFrom, originFrom } from './improvement-filters.ts';
import { ImprovementTable } from './improvement-table.tsx';
import { OpenDialog } from './open-dialog.tsx';

const views = ['list', 'board', 'calendar'] as const;

/** All improvements as a list, a board or a calendar; `?new=1` opens the form, `&from=alert:<id>` from a record. */
export default function ImprovementListPage() {
  const { t } = useTranslation();
  useLive('improvements', ['improvements']);
  const may = useMay();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const view = views.find((one) => one === parameters.get('view')) ?? 'list';
  const filter = filterFrom(parameters);
  const set = (changes: Record<string, string | null | undefined>) => {
    const next = new URLSearchParams(parameters);
    for (const [field, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === '') next.delete(field);
      else next.set(field, value);
    }
    setParameters(next, { replace: true });
  };
  const manage = may('improvements.manage');
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => set({ new: '1' })}>
      {t('improvements.open')}
    </Button>
  );
  return (
    <Page
      title={t('improvements.title')}
      extra={
        <>
          <Segmented
            aria-label={t('improvements.view.label')}
            value={view}
            options={views.map((value) => ({ value, label: t(`improvements.view.${value}`) }))}
            onChange={(value) => set({ view: value === 'list' ? null : value })}
          />
          <ExportMenu
            path="/api/v1/improvements/export"
            parameters={new URLSearchParams(filter as Record<string, string>)}
            fileName="improvements"
          />
          {manage ? create : null}
        </>
      }
    >
      <FilterBar view={view} filter={filter} onChange={set} />
      {view === 'list' ? (
        <ImprovementTable filter={filter} create={manage ? create : undefined} />
      ) : view === 'board' ? (
        <ImprovementBoard filter={filter} />
      ) : (
        <ImprovementCalendar
          owner={filter.owner}
          month={parameters.get('month')}
          onMonth={(month) => set({ month })}
        />
      )}
      {parameters.get('new') === '1' && manage ? (
        <OpenDialog
          from={originFrom(parameters.get('from'))}
          metric={parameters.get('measure')}
          onClose={() => set({ new: null, from: null, measure: null })}
          onOpened={({ id }) => navigate(`/improvements/${id}`)}
        />
      ) : null}
    </Page>
  );
}
