import type { Improvement } from '@jingyun/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { setPilot } from './improvement.queries.ts';
import styles from './improvements.module.css';
import { PilotDialog } from './pilot-dialog.tsx';
import { useAct } from './use-act.ts';

/** With which teams the change begins, since when, and which teams it is compared with. */
export function PilotPanel({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const act = useAct();
  const [editing, setEditing] = useState(false);
  const { pilot } = improvement;
  const editable = improvement.may.manage && improvement.stage !== 'closed';
  return (
    <Panel
      title={t('improvements.pilot')}
      extra={
        editable ? (
          <>
            {pilot === null ? null : (
              <Button
                size="small"
                onClick={() =>
                  modal.confirm({
                    title: t('improvements.endPilotTitle'),
                    onOk: () => act.mutate(() => setPilot(improvement, null)),
                  })
                }
              >
                {t('improvements.endPilot')}
              </Button>
            )}
            <Button size="small" onClick={() => setEditing(true)}>
              {t(pilot === null ? 'improvements.setPilot' : 'improvements.changePilot')}
            </Button>
          </>
        ) : undefined
      }
    >
      {pilot === null ? (
        <p className="muted">{t('improvements.noPilot')}</p>
      ) : (
        <dl className={styles['facts']}>
          <dt>{t('improvements.pilotTeams')}</dt>
          <dd>{pilot.teams.map(({ name }) => name).join(', ')}</dd>
          <dt>{t('improvements.pilotStart')}</dt>
          <dd className="num">{pilot.startOn}</dd>
          <dt>{t('improvements.comparisonTeams')}</dt>
          <dd>{pilot.comparisonTeams.map(({ name }) => name).join(', ') || '—'}</dd>
        </dl>
      )}
      {editing ? <PilotDialog improvement={improvement} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}
