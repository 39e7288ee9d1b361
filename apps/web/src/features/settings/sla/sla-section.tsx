import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { SlaPolicy } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../lib/time/duration.ts';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useLocale, useMay } from '../../session/session.ts';
import { SettingPanel } from '../setting-panel.tsx';
import styles from '../settings.module.css';
import { deletePolicy, orderPolicies, policiesQuery } from './policy.queries.ts';
import { PolicyEditor } from './policy-editor.tsx';

/** What is promised, and in which order it is tried: the first policy that fits is the ticket's. */
export default function SlaSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const locale = useLocale();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const policies = useQuery(policiesQuery);
  const [edited, setEdited] = useState<SlaPolicy | 'new' | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: policiesQuery.queryKey });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: refresh,
    onError: showError,
  });
  const manage = may('sla.manage');
  if (edited !== null)
    return (
      <PolicyEditor
        policy={edited === 'new' ? null : edited}
        readOnly={!manage}
        onClose={() => setEdited(null)}
      />
    );
  const move = (index: number, by: number) => {
    const ids = (policies.data ?? []).map((policy) => policy.id);
    const [moved] = ids.splice(index, 1);
    if (moved !== undefined) ids.splice(index + by, 0, moved);
    act.mutate(() => orderPolicies(ids));
  };
  return (
    <SettingPanel
      title={t('settings.section.sla')}
      query={policies}
      create={manage ? { label: t('settings.sla.create'), onClick: () => setEdited('new') } : null}
      empty={{ title: t('settings.sla.none'), hint: t('settings.sla.noneHint') }}
      hint={t('settings.sla.hint')}
    >
      {(rows) =>
        rows.map((policy, index) => (
          <div key={policy.id} className={styles['row']}>
            <span className="num faint">{index + 1}</span>
            <div className={styles['rowText']}>
              <div>
                <strong>{policy.name}</strong> {policy.active ? null : <Tag>{t('common.off')}</Tag>}{' '}
                {policy.condition === true ? <Tag>{t('settings.sla.allTickets')}</Tag> : null}
              </div>
              <div className="faint">
                {t('tickets.priority.normal')}:{' '}
                {(['firstReply', 'nextReply', 'resolution'] as const)
                  .filter((kind) => policy.targets.normal[kind] !== undefined)
                  .map(
                    (kind) =>
                      `${t(`tickets.clock.kind.${kind}`)} ${formatDuration(policy.targets.normal[kind], locale, 'hour')}`,
                  )
                  .join(' · ')}
              </div>
            </div>
            {manage ? (
              <>
                <Button
                  size="small"
                  type="text"
                  icon={<ArrowUpOutlined />}
                  disabled={index === 0}
                  aria-label={t('settings.sla.up')}
                  onClick={() => move(index, -1)}
                />
                <Button
                  size="small"
                  type="text"
                  icon={<ArrowDownOutlined />}
                  disabled={index === rows.length - 1}
                  aria-label={t('settings.sla.down')}
                  onClick={() => move(index, 1)}
                />
              </>
            ) : null}
            <Button size="small" onClick={() => setEdited(policy)}>
              {t(manage ? 'common.edit' : 'common.details')}
            </Button>
            {manage ? (
              <Button
                size="small"
                danger
                onClick={() =>
                  modal.confirm({
                    title: t('common.confirmDelete', { name: policy.name }),
                    onOk: () => act.mutateAsync(() => deletePolicy(policy)),
                  })
                }
              >
                {t('common.delete')}
              </Button>
            ) : null}
          </div>
        ))
      }
    </SettingPanel>
  );
}
