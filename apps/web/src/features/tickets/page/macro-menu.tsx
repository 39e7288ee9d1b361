import type { Ticket, TicketMacro } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useMay } from '../../session/session.ts';
import { changeTicket, macrosQuery, previewMacro, ticketQuery } from '../ticket.queries.ts';
import { useFieldWords } from './field-words.ts';
import styles from './ticket.module.css';

interface MacroMenuProps {
  ticket: Ticket;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The macro's words, with their places filled, for the editor. */
  onText: (text: string, isPublic: boolean) => void;
  children: ReactNode;
}

/** Finds a macro by name; its words go into the editor to be read before they are sent, its changes are made at once. */
export function MacroMenu({ ticket, open, onOpenChange, onText, children }: MacroMenuProps) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const words = useFieldWords();
  const { data: macros = [] } = useQuery(macrosQuery);
  const [search, setSearch] = useState('');
  const found = macros.filter((macro) => macro.name.toLowerCase().includes(search.trim().toLowerCase()));
  const apply = useMutation({
    mutationFn: async (macro: TicketMacro) => {
      const preview = await previewMacro(ticket.id, macro.id);
      const changes = Object.keys(preview.change).length > 0 && may('tickets.update');
      return {
        preview,
        changed: changes ? await changeTicket(ticket.id, ticket.version, preview.change) : null,
      };
    },
    onSuccess: ({ preview, changed }) => {
      onOpenChange(false);
      if (changed !== null) {
        client.setQueryData(ticketQuery(ticket.id).queryKey, changed);
        void client.invalidateQueries({ queryKey: ['ticket', ticket.id] });
      }
      if (preview.text !== null) onText(preview.text, preview.public);
    },
    onError: showError,
  });
  const summary = (macro: TicketMacro) =>
    Object.entries(macro.change)
      .map(([field, value]) =>
        t('common.labelled', { label: words.label(field), value: words.value(field, value) }),
      )
      .join(' · ');
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      trigger="click"
      placement="topLeft"
      destroyOnHidden
      content={
        <div className={styles['macros']}>
          <Input
            autoFocus
            allowClear
            placeholder={t('tickets.macro.find')}
            aria-label={t('tickets.macro.find')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onPressEnter={() => {
              if (found[0] !== undefined) apply.mutate(found[0]);
            }}
          />
          <div className={styles['macroList']}>
            {found.map((macro) => (
              <button
                key={macro.id}
                type="button"
                disabled={apply.isPending}
                onClick={() => apply.mutate(macro)}
              >
                <strong className="ellipsis">{macro.name}</strong>
                <span className="faint ellipsis">{macro.text ?? summary(macro)}</span>
              </button>
            ))}
            {found.length === 0 ? (
              <div className="muted" style={{ padding: 8 }}>
                {t('tickets.macro.none')} <Link to="/settings/macros">{t('tickets.macro.make')}</Link>
              </div>
            ) : null}
          </div>
        </div>
      }
    >
      {children}
    </Popover>
  );
}
