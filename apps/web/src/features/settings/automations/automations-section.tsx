import { ThunderboltOutlined } from '@ant-design/icons';
import type { Automation } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useMay } from '../../session/session.ts';
import { SettingPanel } from '../setting-panel.tsx';
import styles from '../settings.module.css';
import { automationsQuery, deleteAutomation, inputOf, saveAutomation } from './automation.queries.ts';
import { AutomationEditor } from './automation-editor.tsx';
import { useEventName } from './event-name.ts';
import { RunHistory } from './run-history.tsx';

/** When something happens, if a condition holds, something is done. */
export default function AutomationsSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const eventName = useEventName();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const automations = useQuery(automationsQuery);
  const [edited, setEdited] = useState<Automation | 'new' | null>(null);
  const [watched, setWatched] = useState<Automation | null>(null);
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => client.invalidateQueries({ queryKey: automationsQuery.queryKey }),
    onError: showError,
  });
  const manage = may('automations.manage');
  if (edited !== null)
    return <AutomationEditor automation={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />;
  return (
    <SettingPanel
      title={t('settings.section.automations')}
      query={automations}
      create={manage ? { label: t('settings.automation.create'), onClick: () => setEdited('new') } : null}
      empty={{
        icon: <ThunderboltOutlined />,
        title: t('settings.automation.none'),
        hint: t('settings.automation.noneHint'),
      }}
      dialogs={
        <Drawer
          open={watched !== null}
          size={560}
          title={watched?.name}
          onClose={() => setWatched(null)}
          destroyOnHidden
        >
          {watched === null ? null : <RunHistory automationId={watched.id} />}
        </Drawer>
      }
    >
      {(rows) =>
        rows.map((automation) => (
          <div key={automation.id} className={styles['row']}>
            <Switch
              size="small"
              disabled={!manage}
              checked={automation.active}
              aria-label={automation.name}
              onChange={(active) =>
                act.mutate(() => saveAutomation(automation, { ...inputOf(automation), active }))
              }
            />
            <div className={styles['rowText']}>
              <strong>{automation.name}</strong>
              <div className="faint ellipsis">
                {automation.trigger.on === 'event'
                  ? eventName(automation.trigger.event)
                  : automation.trigger.cron}{' '}
                · {t('settings.automation.runsSummary', automation.runs)}
              </div>
            </div>
            <Button size="small" onClick={() => setWatched(automation)}>
              {t('settings.automation.runs')}
            </Button>
            {manage ? (
              <>
                <Button size="small" onClick={() => setEdited(automation)}>
                  {t('common.edit')}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={() =>
                    modal.confirm({
                      title: t('common.confirmDelete', { name: automation.name }),
                      onOk: () => act.mutateAsync(() => deleteAutomation(automation)),
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
