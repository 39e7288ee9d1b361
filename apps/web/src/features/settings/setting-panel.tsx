import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';

interface SettingPanelProps<Item> {
  title: string;
  /** How what is listed comes from the server. */
  query: {
    data: readonly Item[] | undefined;
    isPending: boolean;
    isError: boolean;
    error: unknown;
    refetch: () => unknown;
  };
  /** Makes another one; null for those who may only look. */
  create: { label: string; onClick: () => void } | null;
  /** What to say where there is nothing yet. */
  empty: { icon?: ReactNode; title: string; hint: string };
  /** Said above the list. */
  hint?: string;
  extra?: ReactNode;
  /** The list; not asked for where there is nothing to list. */
  children: (items: readonly Item[]) => ReactNode;
  /** Dialogs that belong to the section. */
  dialogs?: ReactNode;
}

/** A section of the settings that lists things: waiting, failed, empty, or the list, and a button for another one. */
export function SettingPanel<Item>({
  title,
  query,
  create,
  empty,
  hint,
  extra,
  children,
  dialogs,
}: SettingPanelProps<Item>) {
  const { data } = query;
  return (
    <Panel
      flush
      title={title}
      extra={
        create === null ? (
          extra
        ) : (
          <>
            {extra}
            <Button type="primary" icon={<PlusOutlined />} onClick={create.onClick}>
              {create.label}
            </Button>
          </>
        )
      }
    >
      {hint === undefined ? null : (
        <p className="muted" style={{ padding: '0 14px 8px' }}>
          {hint}
        </p>
      )}
      {query.isPending ? <LoadingRows rows={4} /> : null}
      {query.isError && data === undefined ? (
        <ErrorState compact error={query.error} retry={() => void query.refetch()} />
      ) : null}
      {data === undefined ? null : data.length === 0 ? <EmptyState compact {...empty} /> : children(data)}
      {dialogs}
    </Panel>
  );
}
