import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons';
import type { TicketView } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useProfile } from '../../session/session.ts';
import { type ListState, sameFilter } from '../filter-codec.ts';
import { deleteView, replaceView, ticketCountQuery, viewsQuery } from '../ticket.queries.ts';
import { type BuiltInView, builtInViews } from './built-in-views.ts';
import styles from './list.module.css';
import { SaveViewDialog } from './save-view-dialog.tsx';

interface ViewRailProps {
  state: ListState;
  onChange: (state: ListState) => void;
}

/** Built-in views with their counts, then the saved ones. */
export function ViewRail({ state, onChange }: ViewRailProps) {
  const { t } = useTranslation();
  const { data: all = [] } = useQuery(viewsQuery);
  // A shared view that asks what a built-in one asks would only stand there twice.
  const views = all.filter(
    (view) => view.id === state.view || !builtInViews.some((known) => sameFilter(known.filter, view.filter)),
  );
  const [saving, setSaving] = useState(false);
  const saved = views.find((view) => view.id === state.view);
  return (
    <nav className={styles['views']} aria-label={t('tickets.views.title')}>
      <div className={styles['viewHeading']}>{t('tickets.views.title')}</div>
      {builtInViews.map((view) => (
        <BuiltIn
          key={view.key}
          view={view}
          current={state.view === null && sameFilter(view.filter, state.filter)}
          onOpen={() => onChange({ ...state, filter: view.filter, sort: view.sort, view: null })}
        />
      ))}
      <div className={styles['viewHeading']}>
        {t('tickets.views.saved')}
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          aria-label={t('tickets.views.save')}
          title={t('tickets.views.save')}
          onClick={() => setSaving(true)}
        />
      </div>
      {views.length === 0 ? (
        <div className="faint" style={{ padding: '0 8px' }}>
          {t('tickets.views.none')}
        </div>
      ) : null}
      {views.map((view) => (
        <SavedView
          key={view.id}
          view={view}
          state={state}
          onChange={onChange}
          current={saved?.id === view.id}
        />
      ))}
      {saving ? (
        <SaveViewDialog
          state={state}
          onClose={() => setSaving(false)}
          onSaved={(view) => {
            setSaving(false);
            onChange({ ...state, view: view.id });
          }}
        />
      ) : null}
    </nav>
  );
}

function BuiltIn({ view, current, onOpen }: { view: BuiltInView; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...ticketCountQuery(view.filter), enabled: view.counted });
  return (
    <button type="button" className={styles['view']} aria-current={current} onClick={onOpen}>
      <span className="ellipsis">{t(`tickets.views.${view.key}`)}</span>
      {data === undefined ? null : (
        <span className={styles['viewCount']}>
          {data.count}
          {data.capped ? '+' : ''}
        </span>
      )}
    </button>
  );
}

function SavedView({
  view,
  state,
  onChange,
  current,
}: ViewRailProps & { view: TicketView; current: boolean }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const showError = useShowError();
  const { id: me, grants } = useProfile();
  const [editing, setEditing] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const overwrite = useMutation({
    mutationFn: () =>
      replaceView(view.id, view.version, {
        name: view.name,
        visibility: view.visibility,
        teamId: view.teamId,
        position: view.position,
        filter: state.filter,
        columns: state.columns,
        sort: state.sort,
      }),
    onSuccess: refresh,
    onError: showError,
  });
  const remove = useMutation({
    mutationFn: () => deleteView(view.id, view.version),
    onSuccess: async () => {
      await refresh();
      if (current) onChange({ ...state, view: null });
    },
    onError: showError,
  });
  const changed =
    current &&
    (!sameFilter(view.filter, state.filter) ||
      view.sort !== state.sort ||
      view.columns.join() !== state.columns.join());
  const mine = view.ownerId === me || (view.visibility !== 'personal' && grants['tickets.share'] === 'all');
  return (
    <div style={{ display: 'flex', alignItems: 'center' }}>
      <button
        type="button"
        className={styles['view']}
        style={{ flex: 1, minWidth: 0 }}
        aria-current={current}
        title={view.name}
        onClick={() =>
          onChange({ filter: view.filter, sort: view.sort, columns: view.columns, view: view.id })
        }
      >
        <span className="ellipsis">
          {view.name}
          {changed ? ' •' : ''}
        </span>
      </button>
      {mine ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              {
                key: 'save',
                label: t('tickets.views.update'),
                disabled: !changed,
                onClick: () => overwrite.mutate(),
              },
              { key: 'edit', label: t('tickets.views.edit'), onClick: () => setEditing(true) },
              {
                key: 'delete',
                danger: true,
                label: t('common.delete'),
                onClick: () =>
                  modal.confirm({
                    title: t('common.confirmDelete', { name: view.name }),
                    onOk: () => remove.mutateAsync(),
                  }),
              },
            ],
          }}
        >
          <Button
            type="text"
            size="small"
            icon={<EllipsisOutlined />}
            aria-label={t('common.labelled', { label: t('common.more'), value: view.name })}
          />
        </Dropdown>
      ) : null}
      {editing ? (
        <SaveViewDialog
          state={state}
          view={view}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      ) : null}
    </div>
  );
}
