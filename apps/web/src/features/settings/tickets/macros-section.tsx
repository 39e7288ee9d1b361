import type { TicketMacro } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useMay, useProfile } from '../../session/session.ts';
import { macrosQuery } from '../../tickets/ticket.queries.ts';
import { SettingPanel } from '../setting-panel.tsx';
import styles from '../settings.module.css';
import { MacroDialog } from './macro-dialog.tsx';
import { deleteMacro } from './ticket-settings.queries.ts';

/** Words and actions for what comes again and again. */
export default function MacrosSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const showError = useShowError();
  const macros = useQuery(macrosQuery);
  const [edited, setEdited] = useState<TicketMacro | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: deleteMacro,
    onSuccess: () => client.invalidateQueries({ queryKey: macrosQuery.queryKey }),
    onError: showError,
  });
  const mine = (macro: TicketMacro) =>
    macro.ownerId === me || (macro.visibility !== 'personal' && may('tickets.share'));
  return (
    <SettingPanel
      title={t('settings.section.macros')}
      query={macros}
      create={{ label: t('settings.macro.create'), onClick: () => setEdited('new') }}
      empty={{ title: t('settings.macro.none'), hint: t('settings.macro.noneHint') }}
      dialogs={
        edited === null ? null : (
          <MacroDialog macro={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        )
      }
    >
      {(rows) =>
        rows.map((macro) => (
          <div key={macro.id} className={styles['row']}>
            <div className={styles['rowText']}>
              <div>
                <strong>{macro.name}</strong> <Tag>{t(`tickets.visibility.${macro.visibility}`)}</Tag>{' '}
                {macro.public ? null : <Tag>{t('tickets.internalNote')}</Tag>}
              </div>
              <div className="faint ellipsis">{macro.text}</div>
            </div>
            {mine(macro) ? (
              <>
                <Button size="small" onClick={() => setEdited(macro)}>
                  {t('common.edit')}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={() =>
                    modal.confirm({
                      title: t('common.confirmDelete', { name: macro.name }),
                      onOk: () => remove.mutateAsync(macro),
                    })
                  }
                >
                  {t('common.delete')}
                </Button>
              </>
            ) : null}
          </div>
        ))
      }
    </SettingPanel>
  );
}
