import type { Condition, SlaPolicy, SlaPolicyInput, SlaTargets } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, InputNumber, Select, Skeleton, Switch } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditable } from '../../../ui/condition/condition-codec.ts';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { priorities } from '../../tickets/ticket-values.ts';
import { calendarsQuery } from '../calendars/calendar.queries.ts';
import { useConditionFields } from '../condition-fields.ts';
import styles from '../settings.module.css';
import { DurationInput } from './duration-input.tsx';
import { policiesQuery, savePolicy } from './policy.queries.ts';

const ConditionBuilder = lazy(() => import('../../../ui/condition/condition-builder.tsx'));
const promised = ['firstReply', 'nextReply', 'resolution'] as const;
const askable = ['kind', 'channel', 'priority', 'categoryId', 'teamId', 'customerTier'].map((path) => ({
  path,
  type: 'text' as const,
}));

interface PolicyEditorProps {
  policy: SlaPolicy | null;
  readOnly: boolean;
  onClose: () => void;
}

/** For which tickets, how fast at each priority, by whose hours, and when the clock stands still. */
export function PolicyEditor({ policy, readOnly, onClose }: PolicyEditorProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const calendars = useQuery(calendarsQuery).data ?? [];
  const fieldsOf = useConditionFields();
  const [unfinished, setUnfinished] = useState(false);
  const [input, setInput] = useState<SlaPolicyInput>(() => inputOf(policy));
  const save = useMutation({
    mutationFn: () => savePolicy(policy, input),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: policiesQuery.queryKey });
      void message.success(t('common.saved'));
      onClose();
    },
  });
  const set = (change: Partial<SlaPolicyInput>) => setInput({ ...input, ...change });
  const setTarget = (
    priority: (typeof priorities)[number],
    kind: (typeof promised)[number],
    seconds: number | null,
  ) => {
    const { [kind]: _before, ...rest } = input.targets[priority];
    const next: SlaTargets = seconds === null ? rest : { ...rest, [kind]: seconds };
    set({ targets: { ...input.targets, [priority]: next } });
  };
  const condition = input.condition as Condition;
  return (
    <Panel
      title={policy?.name ?? t('settings.sla.create')}
      extra={
        <Switch
          checked={input.active}
          disabled={readOnly}
          checkedChildren={t('common.on')}
          unCheckedChildren={t('common.off')}
          aria-label={t('settings.sla.active')}
          onChange={(active) => set({ active })}
        />
      }
    >
      <FormError error={save.error} />
      <fieldset
        disabled={readOnly}
        style={{ border: 0, margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: 18 }}
      >
        <Input
          style={{ maxWidth: 360 }}
          maxLength={100}
          aria-label={t('common.name')}
          placeholder={t('common.name')}
          value={input.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <section>
          <h3 style={{ fontSize: 13, marginBottom: 6 }}>{t('settings.sla.condition')}</h3>
          {isEditable(condition) ? (
            <Suspense fallback={<Skeleton.Input active block />}>
              <ConditionBuilder
                fields={fieldsOf([...askable, { path: 'tags', type: 'list' }])}
                value={condition}
                onChange={(next, isOpen) => {
                  setUnfinished(isOpen);
                  set({ condition: next });
                }}
              />
            </Suspense>
          ) : (
            <Alert
              type="info"
              title={t('settings.condition.notEditable')}
              description={<code>{JSON.stringify(condition)}</code>}
            />
          )}
        </section>
        <section>
          <h3 style={{ fontSize: 13, marginBottom: 6 }}>{t('settings.sla.targets')}</h3>
          <table className={styles['targets']}>
            <thead>
              <tr>
                <th scope="col">{t('tickets.field.priority')}</th>
                {promised.map((kind) => (
                  <th key={kind} scope="col">
                    {t(`tickets.clock.kind.${kind}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {priorities.map((priority) => (
                <tr key={priority}>
                  <th scope="row">{t(`tickets.priority.${priority}`)}</th>
                  {promised.map((kind) => (
                    <td key={kind}>
                      <DurationInput
                        label={`${t(`tickets.priority.${priority}`)} ${t(`tickets.clock.kind.${kind}`)}`}
                        seconds={input.targets[priority][kind] ?? null}
                        disabled={readOnly}
                        onChange={(seconds) => setTarget(priority, kind, seconds)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section
          style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: 16 }}
        >
          <div>
            <h3 style={{ fontSize: 13, marginBottom: 6 }}>{t('settings.sla.calendar')}</h3>
            <Select
              style={{ width: '100%' }}
              aria-label={t('settings.sla.calendar')}
              disabled={readOnly}
              value={input.calendar.from === 'calendar' ? input.calendar.calendarId : input.calendar.from}
              options={[
                { value: 'organisation', label: t('settings.sla.calendarFrom.organisation') },
                { value: 'team', label: t('settings.sla.calendarFrom.team') },
                ...calendars.map((calendar) => ({ value: calendar.id, label: calendar.name })),
              ]}
              onChange={(value) =>
                set({
                  calendar:
                    value === 'organisation' || value === 'team'
                      ? { from: value }
                      : { from: 'calendar', calendarId: value },
                })
              }
            />
          </div>
          <div>
            <h3 style={{ fontSize: 13, marginBottom: 6 }}>{t('settings.sla.pause')}</h3>
            <Checkbox.Group
              disabled={readOnly}
              value={input.pauseStatuses}
              options={[
                { value: 'pendingCustomer', label: t('tickets.status.pendingCustomer') },
                { value: 'onHold', label: t('tickets.status.onHold') },
              ]}
              onChange={(pauseStatuses) =>
                set({ pauseStatuses: pauseStatuses as SlaPolicyInput['pauseStatuses'] })
              }
            />
            <div className="faint" style={{ margin: '6px 0 2px' }}>
              {t('settings.sla.pausedClocks')}
            </div>
            <Checkbox.Group
              disabled={readOnly}
              value={input.pausedClocks}
              options={promised.map((value) => ({ value, label: t(`tickets.clock.kind.${value}`) }))}
              onChange={(pausedClocks) =>
                set({ pausedClocks: pausedClocks as SlaPolicyInput['pausedClocks'] })
              }
            />
          </div>
          <div>
            <h3 style={{ fontSize: 13, marginBottom: 6 }}>{t('settings.sla.warn')}</h3>
            <Select
              style={{ width: 150, marginRight: 8 }}
              aria-label={t('settings.sla.warn')}
              disabled={readOnly}
              value={input.warnBefore?.by ?? 'never'}
              options={(['share', 'seconds', 'never'] as const).map((value) => ({
                value,
                label: t(`settings.sla.warnBy.${value}`),
              }))}
              onChange={(by) =>
                set({
                  warnBefore:
                    by === 'never'
                      ? null
                      : by === 'share'
                        ? { by: 'share', share: 0.2 }
                        : { by: 'seconds', seconds: 1_800 },
                })
              }
            />
            {input.warnBefore?.by === 'share' ? (
              <InputNumber
                min={1}
                max={99}
                suffix="%"
                disabled={readOnly}
                aria-label={t('settings.sla.warnBy.share')}
                value={Math.round(input.warnBefore.share * 100)}
                onChange={(percent) => set({ warnBefore: { by: 'share', share: (percent ?? 20) / 100 } })}
              />
            ) : null}
            {input.warnBefore?.by === 'seconds' ? (
              <DurationInput
                label={t('settings.sla.warnBy.seconds')}
                seconds={input.warnBefore.seconds}
                disabled={readOnly}
                onChange={(seconds) => set({ warnBefore: { by: 'seconds', seconds: seconds ?? 1_800 } })}
              />
            ) : null}
          </div>
        </section>
      </fieldset>
      <div style={{ display: 'flex', gap: 8, marginTop: 18 }}>
        {readOnly ? null : (
          <Button
            type="primary"
            disabled={input.name.trim() === '' || unfinished}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('common.save')}
          </Button>
        )}
        <Button onClick={onClose}>{t(readOnly ? 'common.back' : 'common.cancel')}</Button>
      </div>
    </Panel>
  );
}

function inputOf(policy: SlaPolicy | null): SlaPolicyInput {
  if (policy !== null) {
    const { id: _id, position: _position, version: _version, ...rest } = policy;
    return rest;
  }
  const hour = 3_600;
  return {
    name: '',
    active: true,
    condition: true,
    targets: {
      urgent: { firstReply: hour / 2, nextReply: hour, resolution: 4 * hour },
      high: { firstReply: hour, nextReply: 2 * hour, resolution: 8 * hour },
      normal: { firstReply: 2 * hour, nextReply: 4 * hour, resolution: 24 * hour },
      low: { firstReply: 8 * hour, nextReply: 8 * hour, resolution: 40 * hour },
    },
    calendar: { from: 'organisation' },
    pauseStatuses: ['pendingCustomer', 'onHold'],
    pausedClocks: ['resolution'],
    warnBefore: { by: 'share', share: 0.2 },
  };
}
