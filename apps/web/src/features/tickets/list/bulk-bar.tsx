import type { BulkInput, BulkResult, TicketChange } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText, useShowError } from '../../../ui/use-error-text.ts';
import { CategoryPicker, TeamPicker, UserPicker } from '../../directory/pickers.tsx';
import { useMay, useProfile } from '../../session/session.ts';
import { bulkEdit } from '../ticket.queries.ts';
import { priorities, statuses } from '../ticket-values.ts';
import { BulkMessageDialog } from './bulk-message-dialog.tsx';
import styles from './list.module.css';

interface BulkBarProps {
  ids: string[];
  onDone: () => void;
  onClear: () => void;
}

/** What can be done with many tickets at once; each ticket succeeds or fails for itself, and failures are told. */
export function BulkBar({ ids, onDone, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const { notification, message } = App.useApp();
  const may = useMay();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const showError = useShowError();
  const errorText = useErrorText();
  const [writing, setWriting] = useState(false);
  const edit = useMutation({
    mutationFn: (input: Omit<BulkInput, 'ids'>) => bulkEdit({ ids, ...input }),
    onSuccess: (result: BulkResult) => {
      void client.invalidateQueries({ queryKey: ['tickets'] });
      setWriting(false);
      if (result.failed === 0) {
        void message.success(t('tickets.bulk.done', { count: result.done }));
        onDone();
        return;
      }
      const reasons = new Map<string, number>();
      for (const entry of result.results)
        if (!entry.ok) reasons.set(entry.message, (reasons.get(entry.message) ?? 0) + 1);
      notification.warning({
        title: t('tickets.bulk.partly', { done: result.done, failed: result.failed }),
        description: [...reasons].map(([reason, count]) => <div key={reason}>{`${count} × ${reason}`}</div>),
        duration: 0,
      });
    },
    onError: showError,
  });
  const change = (input: TicketChange) => edit.mutate({ change: input });
  const canUpdate = may('tickets.update');

  return (
    <div className={styles['bulk']} role="toolbar" aria-label={t('tickets.bulk.title')}>
      <span className={`${styles['bulkCount']} num`}>
        {t('tickets.bulk.selected', { count: ids.length })}
      </span>
      {canUpdate ? (
        <>
          <Button onClick={() => change({ assigneeId: me })} loading={edit.isPending}>
            {t('tickets.bulk.assignMe')}
          </Button>
          <Choose label={t('tickets.bulk.assign')}>
            <UserPicker
              style={{ width: 220 }}
              open
              autoFocus
              onChange={(id) => change({ assigneeId: id ?? null })}
            />
          </Choose>
          <Choose label={t('tickets.bulk.team')}>
            <TeamPicker style={{ width: 220 }} open onChange={(id) => change({ teamId: id ?? null })} />
          </Choose>
          <Choose label={t('tickets.bulk.status')}>
            <Select
              style={{ width: 200 }}
              open
              options={statuses
                .filter((value) => value !== 'new')
                .map((value) => ({ value, label: t(`tickets.status.${value}`) }))}
              onChange={(status) => change({ status })}
            />
          </Choose>
          <Choose label={t('tickets.bulk.priority')}>
            <Select
              style={{ width: 200 }}
              open
              options={priorities.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
              onChange={(priority) => change({ priority, priorityReason: t('tickets.bulk.reason') })}
            />
          </Choose>
          <Choose label={t('tickets.bulk.category')}>
            <CategoryPicker
              style={{ width: 260 }}
              onChange={(id: string | null) => change({ categoryId: id ?? null })}
            />
          </Choose>
          <Choose label={t('tickets.bulk.tags')}>
            <Select
              mode="tags"
              style={{ width: 240 }}
              placeholder={t('tickets.bulk.tagsHint')}
              onChange={(tags: string[]) => change({ addTags: tags })}
            />
          </Choose>
        </>
      ) : null}
      {may('tickets.note') || may('tickets.reply') ? (
        <Button onClick={() => setWriting(true)}>{t('tickets.bulk.message')}</Button>
      ) : null}
      <Button type="link" onClick={onClear}>
        {t('tickets.bulk.clear')}
      </Button>
      {writing ? (
        <BulkMessageDialog
          count={ids.length}
          busy={edit.isPending}
          error={edit.error === null ? null : errorText(edit.error)}
          onSend={(input) => edit.mutate(input)}
          onClose={() => setWriting(false)}
        />
      ) : null}
    </div>
  );
}

function Choose({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover trigger="click" placement="bottomLeft" content={children} destroyOnHidden>
      <Button>{label}</Button>
    </Popover>
  );
}
