import { DownOutlined, PaperClipOutlined, SendOutlined, ThunderboltOutlined } from '@ant-design/icons';
import type { Ticket, TicketStatus } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Dropdown, Segmented, Select, Skeleton, Space, Tooltip } from 'antd';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../../lib/api/client.ts';
import { useErrorText } from '../../../ui/use-error-text.ts';
import { useUserChoices } from '../../directory/directory.queries.ts';
import { useUploads } from '../../files/use-uploads.ts';
import { useMay } from '../../session/session.ts';
import type { EditorHandle } from '../editor/rich-text-editor.tsx';
import { noteOnTicket, replyToTicket } from '../ticket.queries.ts';
import { statuses } from '../ticket-values.ts';
import { PendingFiles } from './attachments.tsx';
import { readDraft, saveDraft } from './drafts.ts';
import { MacroMenu } from './macro-menu.tsx';
import { announce } from './presence-signal.ts';
import styles from './ticket.module.css';

const RichTextEditor = lazy(() => import('../editor/rich-text-editor.tsx'));

export interface ComposerHandle {
  write: (kind: 'reply' | 'note') => void;
  openMacros: () => void;
}

type Kind = 'reply' | 'note';

/** Where an answer or a note is written. What is typed is kept in this browser until it is sent. */
export function Composer({ ticket, handle }: { ticket: Ticket; handle: Ref<ComposerHandle> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const client = useQueryClient();
  const errorText = useErrorText();
  const uploads = useUploads();
  const draft = readDraft(ticket.id);
  const [kind, setKind] = useState<Kind>(draft?.kind ?? (may('tickets.reply') ? 'reply' : 'note'));
  const [macros, setMacros] = useState(false);
  const [mentions, setMentions] = useState<string[]>([]);
  const html = useRef(draft?.html ?? '');
  const [empty, setEmpty] = useState(html.current === '');
  // The same words sent twice over a bad line are one message.
  const [key, setKey] = useState(newIdempotencyKey);
  const editor = useRef<EditorHandle | null>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const colleagues = useUserChoices();

  useImperativeHandle(handle, () => ({
    write: (wanted) => {
      setKind(wanted);
      editor.current?.focus();
    },
    openMacros: () => setMacros(true),
  }));

  const send = useMutation({
    mutationFn: (status: TicketStatus | undefined) =>
      kind === 'note'
        ? noteOnTicket(ticket.id, { html: html.current, attachments: uploads.ids, mentions }, key)
        : replyToTicket(
            ticket.id,
            { html: html.current, attachments: uploads.ids, ...(status === undefined ? {} : { status }) },
            key,
          ),
    onSuccess: async () => {
      editor.current?.clear();
      html.current = '';
      setEmpty(true);
      setMentions([]);
      uploads.clear();
      saveDraft(ticket.id, null);
      setKey(newIdempotencyKey());
      void message.success(t(kind === 'note' ? 'tickets.composer.noted' : 'tickets.composer.sent'));
      announce(ticket.id, 'viewing');
      await client.invalidateQueries({ queryKey: ['ticket', ticket.id] });
      void client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  const ready = !empty && !uploads.busy && !send.isPending;
  const submit = (status?: TicketStatus) => {
    if (ready) send.mutate(status);
  };
  const change = (next: string, isEmpty: boolean) => {
    html.current = next;
    setEmpty(isEmpty);
    saveDraft(ticket.id, isEmpty ? null : { kind, html: next });
    if (!isEmpty) announce(ticket.id, 'editing');
  };
  const after = statuses.filter((status) => status !== 'new' && status !== 'closed');

  return (
    <div className={`${styles['composer']} ${kind === 'note' ? styles['composerNote'] : ''}`}>
      <div className={styles['composerTop']}>
        <Segmented<Kind>
          size="small"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'reply', label: t('tickets.composer.reply'), disabled: !may('tickets.reply') },
            { value: 'note', label: t('tickets.composer.note'), disabled: !may('tickets.note') },
          ]}
        />
        <span className={`${styles['composerHint']} faint ellipsis`}>
          {kind === 'note'
            ? t('tickets.composer.noteHint')
            : t('tickets.composer.replyHint', { name: ticket.requester.name ?? t('tickets.field.customer') })}
        </span>
      </div>
      {send.isError ? (
        <Alert banner type="error" title={errorText(send.error)} closable={{ onClose: () => send.reset() }} />
      ) : null}
      <Suspense fallback={<Skeleton.Input active block style={{ height: 130 }} />}>
        <RichTextEditor
          initialHtml={html.current}
          placeholder={t(
            kind === 'note' ? 'tickets.composer.notePlaceholder' : 'tickets.composer.replyPlaceholder',
          )}
          label={t(kind === 'note' ? 'tickets.composer.note' : 'tickets.composer.reply')}
          onChange={change}
          onSend={() => submit()}
          onFiles={uploads.add}
          onReady={(made) => {
            editor.current = made;
          }}
        />
      </Suspense>
      <PendingFiles files={uploads.files} onRemove={uploads.remove} />
      {kind === 'note' ? (
        <Select
          mode="multiple"
          size="small"
          variant="borderless"
          className={styles['mentions'] ?? ''}
          aria-label={t('tickets.composer.mention')}
          placeholder={`@ ${t('tickets.composer.mention')}`}
          showSearch={{ optionFilterProp: 'label' }}
          options={colleagues}
          value={mentions}
          onChange={setMentions}
        />
      ) : null}
      <div className={styles['composerFoot']}>
        <Button
          type="text"
          icon={<PaperClipOutlined />}
          aria-label={t('tickets.composer.attach')}
          title={t('tickets.composer.attach')}
          onClick={() => fileInput.current?.click()}
        />
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label={t('tickets.composer.attach')}
          onChange={(event) => {
            uploads.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <MacroMenu
          ticket={ticket}
          open={macros}
          onOpenChange={setMacros}
          onText={(text, isPublic) => {
            setKind(isPublic ? 'reply' : 'note');
            editor.current?.insert(text);
          }}
        >
          <Tooltip title={`${t('tickets.macros')} (M)`}>
            <Button type="text" icon={<ThunderboltOutlined />}>
              <span className={styles['wideOnly']}>{t('tickets.macros')}</span>
            </Button>
          </Tooltip>
        </MacroMenu>
        <span className={styles['spacer']} />
        {kind === 'note' ? (
          <Button type="primary" disabled={!ready} loading={send.isPending} onClick={() => submit()}>
            {t('tickets.composer.addNote')}
          </Button>
        ) : (
          <Space.Compact>
            <Button
              type="primary"
              icon={<SendOutlined />}
              disabled={!ready}
              loading={send.isPending}
              onClick={() => submit()}
            >
              {t('tickets.composer.send')}
            </Button>
            <Dropdown
              trigger={['click']}
              disabled={!ready}
              placement="topRight"
              menu={{
                items: after.map((status) => ({
                  key: status,
                  label: t('tickets.composer.sendAs', { status: t(`tickets.status.${status}`) }),
                })),
                onClick: ({ key: status }) => submit(status as TicketStatus),
              }}
            >
              <Button type="primary" disabled={!ready} aria-label={t('tickets.composer.sendWith')}>
                <DownOutlined />
              </Button>
            </Dropdown>
          </Space.Compact>
        )}
      </div>
    </div>
  );
}
