import type { BulkInput, BulkResult, TicketChange } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Popover, Select, Space } from 'antd';
import { createContext, type ReactNode, use, useState } from 'react';
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

const ChangeContext = createContext<(change: TicketChange) => void>(() => undefined);

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
    <ChangeContext value={change}>
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
              {(done) => (
                <UserPicker
                  style={{ width: 220 }}
                  defaultOpen
                  autoFocus
                  onChange={(id) => done({ assigneeId: id ?? null })}
                />
              )}
            </Choose>
            <Choose label={t('tickets.bulk.team')}>
              {(done) => (
                <TeamPicker
                  style={{ width: 220 }}
                  defaultOpen
                  autoFocus
                  onChange={(id) => done({ teamId: id ?? null })}
                />
              )}
            </Choose>
            <Pick
              label={t('tickets.bulk.status')}
              options={statuses.filter((value) => value !== 'new')}
              words={(status) => t(`tickets.status.${status}`)}
              onPick={(status) => change({ status })}
            />
            <Pick
              label={t('tickets.bulk.priority')}
              options={priorities}
              words={(priority) => t(`tickets.priority.${priority}`)}
              onPick={(priority) => change({ priority, priorityReason: t('tickets.bulk.reason') })}
            />
            <Choose label={t('tickets.bulk.category')}>
              {(done) => (
                <CategoryPicker
                  style={{ width: 260 }}
                  onChange={(id: string | null) => done({ categoryId: id ?? null })}
                />
              )}
            </Choose>
            <Choose label={t('tickets.bulk.tags')}>
              {(done) => <TagsChoice onApply={(tags) => done({ addTags: tags })} />}
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
    </ChangeContext>
  );
}

/** A button that opens a box with something to choose from, and closes it when that is done. */
function Choose({
  label,
  children,
}: {
  label: string;
  children: (done: (change: TicketChange) => void) => ReactNode;
}) {
  const change = use(ChangeContext);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={children((wanted) => {
        setOpen(false);
        change(wanted);
      })}
      destroyOnHidden
    >
      <Button>{label}</Button>
    </Popover>
  );
}

/** A button with a menu of few values. */
function Pick<Value extends string>({
  label,
  options,
  words,
  onPick,
}: {
  label: string;
  options: readonly Value[];
  words: (value: Value) => string;
  onPick: (value: Value) => void;
}) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: options.map((key) => ({ key, label: words(key), onClick: () => onPick(key) })) }}
    >
      <Button>{label}</Button>
    </Dropdown>
  );
}

/** Tags are gathered first: each would otherwise be an edit of its own. */
function TagsChoice({ onApply }: { onApply: (tags: string[]) => void }) {
  const { t } = useTranslation();
  const [tags, setTags] = useState<string[]>([]);
  return (
    <Space.Compact>
      <Select
        mode="tags"
        autoFocus
        open={false}
        suffixIcon={null}
        style={{ width: 240 }}
        aria-label={t('tickets.bulk.tags')}
        placeholder={t('tickets.bulk.tagsHint')}
        value={tags}
        onChange={setTags}
      />
      <Button type="primary" disabled={tags.length === 0} onClick={() => onApply(tags)}>
        {t('common.apply')}
      </Button>
    </Space.Compact>
  );
}
