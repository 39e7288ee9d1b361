import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Automation, AutomationInput, Condition, DryRunAnswer } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Segmented, Select, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isEditable } from '../../../ui/condition/condition-codec.ts';
import { FormError } from '../../../ui/form.tsx';
import { Instant } from '../../../ui/instant.tsx';
import { Panel } from '../../../ui/page.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { type BareField, useConditionFields } from '../condition-fields.ts';
import styles from '../settings.module.css';
import { ActionParams } from './action-params.tsx';
import {
  automationsQuery,
  inputOf,
  saveAutomation,
  tryAutomation,
  vocabularyQuery,
} from './automation.queries.ts';
import { knownEvents, useEventName } from './event-name.ts';

const ConditionBuilder = lazy(() => import('../../../ui/condition/condition-builder.tsx'));

const empty: AutomationInput = {
  name: '',
  description: '',
  active: true,
  trigger: { on: 'event', event: 'ticket.created' },
  condition: true,
  steps: [],
};

/** When, if, then — and a trial against what has happened already. */
export function AutomationEditor({
  automation,
  onClose,
}: {
  automation: Automation | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const vocabulary = useQuery(vocabularyQuery);
  const fieldsOf = useConditionFields();
  const eventName = useEventName();
  const [unfinished, setUnfinished] = useState(false);
  const [input, setInput] = useState<AutomationInput>(automation === null ? empty : inputOf(automation));
  const set = (change: Partial<AutomationInput>) => {
    setInput({ ...input, ...change });
    // Another trigger begins with an empty condition.
    if (change.trigger !== undefined) setUnfinished(false);
    trial.reset();
  };
  const save = useMutation({
    mutationFn: () => saveAutomation(automation, input),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: automationsQuery.queryKey });
      void message.success(t('common.saved'));
      onClose();
    },
  });
  const trial = useMutation({ mutationFn: () => tryAutomation(input) as Promise<DryRunAnswer> });
  if (vocabulary.isError)
    return <ErrorState error={vocabulary.error} retry={() => void vocabulary.refetch()} />;
  if (vocabulary.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { events, sources, actions } = vocabulary.data;
  const { trigger } = input;
  const types = events.map((event) => event.type);
  const isKnown = (type: string) => knownEvents.some((known) => known === type);
  const eventGroups = [
    { label: t('settings.automation.usualEvents'), types: types.filter(isKnown) },
    { label: t('settings.automation.otherEvents'), types: types.filter((type) => !isKnown(type)) },
  ];
  const fields =
    trigger.on === 'event'
      ? events.find((event) => event.type === trigger.event)?.fields
      : sources.find((source) => source.name === trigger.source)?.fields;
  const condition = input.condition as Condition;
  const heading = { fontSize: 13, marginBottom: 6 } as const;
  const setStep = (index: number, step: AutomationInput['steps'][number]) =>
    set({ steps: input.steps.map((one, place) => (place === index ? step : one)) });

  return (
    <Panel title={automation?.name ?? t('settings.automation.create')}>
      <FormError error={save.error ?? trial.error} />
      <div style={{ display: 'flex', flexDirection: 'column', gap: 18 }}>
        <Input
          style={{ maxWidth: 420 }}
          maxLength={120}
          aria-label={t('common.name')}
          placeholder={t('common.name')}
          value={input.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <section>
          <h3 style={heading}>{t('settings.automation.when')}</h3>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <Segmented
              value={trigger.on}
              options={(['event', 'schedule'] as const).map((value) => ({
                value,
                label: t(`settings.automation.on.${value}`),
              }))}
              onChange={(on) =>
                set({
                  trigger:
                    on === 'event'
                      ? { on, event: 'ticket.created' }
                      : { on, cron: '0 9 * * 1-5', source: sources[0]?.name ?? '' },
                  condition: true,
                })
              }
            />
            {trigger.on === 'event' ? (
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 260 }}
                aria-label={t('settings.automation.event')}
                value={trigger.event}
                options={eventGroups.map(({ label, types }) => ({
                  label,
                  options: types.map((type) => ({ value: type, label: eventName(type) })),
                }))}
                onChange={(event) => set({ trigger: { on: 'event', event }, condition: true })}
              />
            ) : (
              <>
                <Input
                  style={{ width: 150 }}
                  className="mono"
                  aria-label={t('settings.automation.cron')}
                  title={t('settings.automation.cronHint')}
                  value={trigger.cron}
                  onChange={(event) => set({ trigger: { ...trigger, cron: event.target.value } })}
                />
                <Select
                  style={{ minWidth: 200 }}
                  aria-label={t('settings.automation.source')}
                  value={trigger.source}
                  options={sources.map((source) => ({ value: source.name, label: source.title }))}
                  onChange={(source) => set({ trigger: { ...trigger, source }, condition: true })}
                />
              </>
            )}
          </div>
          {trigger.on === 'schedule' ? (
            <div className="faint">{t('settings.automation.cronHint')}</div>
          ) : null}
        </section>
        <section>
          <h3 style={heading}>{t('settings.automation.if')}</h3>
          {isEditable(condition) ? (
            <Suspense fallback={<Skeleton.Input active block />}>
              <ConditionBuilder
                key={JSON.stringify(trigger)}
                fields={fieldsOf((fields ?? []) as BareField[])}
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
          <h3 style={heading}>{t('settings.automation.then')}</h3>
          {input.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place while it is edited
            <div key={index} className={styles['stepBox']}>
              <Select
                aria-label={t('settings.automation.action')}
                value={step.action}
                options={actions.map((action) => ({ value: action.name, label: action.title }))}
                onChange={(action) => setStep(index, { action, params: {} })}
              />
              <ActionParams
                schema={actions.find((action) => action.name === step.action)?.params ?? {}}
                value={step.params}
                onChange={(params) => setStep(index, { ...step, params })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('common.remove')}
                onClick={() => set({ steps: input.steps.filter((_, place) => place !== index) })}
              />
            </div>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            disabled={input.steps.length >= 10}
            style={{ marginTop: 8 }}
            onClick={() => set({ steps: [...input.steps, { action: actions[0]?.name ?? '', params: {} }] })}
          >
            {t('settings.automation.addAction')}
          </Button>
        </section>
        {trial.data === undefined ? null : (
          <Alert
            type={trial.data.matched > 0 ? 'success' : 'info'}
            showIcon
            title={t('settings.automation.tried', { looked: trial.data.looked, matched: trial.data.matched })}
            description={trial.data.samples.slice(0, 8).map((sample) => (
              <div key={`${sample.at}-${sample.ticketId}`}>
                <Instant at={sample.at} style="full" />{' '}
                {sample.ticketId === null ? (
                  sample.eventType
                ) : (
                  <Link to={`/tickets/${sample.ticketId}`}>#{sample.ticketNumber}</Link>
                )}
              </div>
            ))}
          />
        )}
      </div>
      <div style={{ display: 'flex', gap: 8, marginTop: 18 }}>
        <Button
          type="primary"
          disabled={input.name.trim() === '' || input.steps.length === 0 || unfinished}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('common.save')}
        </Button>
        <Button
          disabled={input.name.trim() === '' || input.steps.length === 0 || unfinished}
          loading={trial.isPending}
          onClick={() => trial.mutate()}
        >
          {t('settings.automation.try')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Panel>
  );
}
