import { SwapOutlined } from '@ant-design/icons';
import type { Procedure, ProcedureDiff, ProcedureDifference } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Switch, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { localeNames } from '../../lib/i18n/locale.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale } from '../session/session.ts';
import { diffQuery } from './procedure.queries.ts';
import { newestFirst } from './procedure-numbers.ts';
import { textFor } from './procedure-words.ts';
import styles from './procedures.module.css';
import { roles } from './roles.ts';

/** Two versions side by side; which ones stands in the address. */
export function CompareTab({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const versions = newestFirst(procedure.versions);
  const known = (name: string) => versions.find(({ id }) => id === parameters.get(name))?.id;
  const to = known('to') ?? versions[0]?.id ?? '';
  const from = known('from') ?? versions.find(({ id }) => id !== to)?.id ?? '';
  const all = parameters.get('all') === '1';
  const query = useQuery({ ...diffQuery(procedure.id, from, to), enabled: from !== '' && from !== to });
  const set = (change: Record<string, string>) =>
    setParameters({ from, to, ...(all ? { all: '1' } : {}), ...change }, { replace: true });
  const options = versions.map(({ id, number, status }) => ({
    value: id,
    label: `${t('procedures.versionNumber', { number })} · ${t(`procedures.status.${status}`)}`,
  }));
  return (
    <div className={styles['stack']}>
      <div className={styles['bar']}>
        <Select
          aria-label={t('common.from')}
          style={{ minWidth: 170 }}
          value={from}
          options={options}
          onChange={(id) => set({ from: id })}
        />
        <Button
          icon={<SwapOutlined />}
          aria-label={t('procedures.swap')}
          title={t('procedures.swap')}
          onClick={() => set({ from: to, to: from })}
        />
        <Select
          aria-label={t('common.to')}
          style={{ minWidth: 170 }}
          value={to}
          options={options}
          onChange={(id) => set({ to: id })}
        />
        <Switch
          aria-label={t('procedures.showSame')}
          checked={all}
          onChange={(on) => set({ all: on ? '1' : '' })}
        />
        {t('procedures.showSame')}
      </div>
      {from === to || from === '' ? (
        <EmptyState title={t('procedures.sameVersion')} />
      ) : query.isPending ? (
        <LoadingRows />
      ) : query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Diff diff={query.data} all={all} />
      )}
    </div>
  );
}

function Diff({ diff, all }: { diff: ProcedureDiff; all: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const stages = diff.stages.filter(
    ({ state, steps }) => all || state !== 'same' || steps.some((step) => step.state !== 'same'),
  );
  if (stages.length === 0 && diff.differences.length === 0)
    return <EmptyState title={t('procedures.noDifference')} />;
  return (
    <>
      {diff.differences.length === 0 ? null : (
        <Panel>
          <Differences diff={diff} differences={diff.differences} />
        </Panel>
      )}
      {stages.map((stage) => (
        <Panel key={stage.key} title={textFor(stage.title, locale)} extra={<StateTag state={stage.state} />}>
          <Differences diff={diff} differences={stage.differences} />
          {stage.steps
            .filter(({ state }) => all || state !== 'same')
            .map((step) => (
              <section key={step.key} className={styles['diffStep']} data-state={step.state}>
                <h3 className={styles['line']}>
                  {textFor(step.title, locale)} <StateTag state={step.state} />
                </h3>
                <Differences diff={diff} differences={step.differences} />
              </section>
            ))}
        </Panel>
      ))}
    </>
  );
}

function StateTag({ state }: { state: ProcedureDiff['stages'][number]['state'] }) {
  const { t } = useTranslation();
  if (state === 'same') return null;
  const tone = state === 'added' ? 'good' : state === 'removed' ? 'bad' : 'warn';
  return <Tag className={styles[tone] ?? ''}>{t(`procedures.diff.${state}`)}</Tag>;
}

/** What is known to have words; a field that a later server adds shows its name. */
const fields = [
  'title',
  'body',
  'script',
  'checklist',
  'minutes',
  'mandatory',
  'role',
  'requires',
  'purpose',
] as const;

function Differences({ diff, differences }: { diff: ProcedureDiff; differences: ProcedureDifference[] }) {
  const { t } = useTranslation();
  if (differences.length === 0) return null;
  return (
    <table className={styles['diff']}>
      <thead>
        <tr>
          <th scope="col">{t('procedures.diffField')}</th>
          <th scope="col">{t('procedures.versionNumber', { number: diff.from.number })}</th>
          <th scope="col">{t('procedures.versionNumber', { number: diff.to.number })}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => {
          const field = fields.find((known) => known === one.field);
          return (
            <tr key={`${one.field} ${one.locale}`}>
              <th scope="row">
                {field === undefined ? one.field : t(`procedures.field.${field}`)}
                {one.locale === null ? null : (
                  <div className="faint">
                    {localeNames[one.locale as keyof typeof localeNames] ?? one.locale}
                  </div>
                )}
              </th>
              {one.layoutOnly ? (
                <td colSpan={2} className="muted">
                  {t('procedures.layoutOnly')}
                </td>
              ) : (
                <>
                  <td>
                    <Parts diff={diff} difference={one} hide="added" />
                  </td>
                  <td>
                    <Parts diff={diff} difference={one} hide="removed" />
                  </td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One side: what both have, and what only this one has. */
function Parts({
  diff,
  difference,
  hide,
}: {
  diff: ProcedureDiff;
  difference: ProcedureDifference;
  hide: 'added' | 'removed';
}) {
  const shown = difference.parts.filter(({ kind }) => kind !== hide);
  const say = useValueWords(difference.field, diff);
  if (shown.length === 0) return <span className="faint">—</span>;
  return shown.map((part, at) => {
    const text = say(part.text);
    // Parts have no identity but their place.
    const key = `${at} ${part.kind}`;
    if (part.kind === 'added') return <ins key={key}>{text}</ins>;
    if (part.kind === 'removed') return <del key={key}>{text}</del>;
    return <span key={key}>{text}</span>;
  });
}

/** Values of fields that are no texts, as people say them. */
function useValueWords(field: string, diff: ProcedureDiff): (text: string) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return (text) => {
    const role = roles.find((one) => one === text);
    if (field === 'role' && role !== undefined) return t(`procedures.role.${role}`);
    if (field === 'mandatory') return t(text === 'true' ? 'common.yes' : 'common.no');
    if (field === 'minutes') return formatDuration(Number(text) * 60, locale);
    if (field !== 'requires') return text;
    const titles = new Map(diff.stages.flatMap(({ steps }) => steps.map((step) => [step.key, step.title])));
    return text
      .split('\n')
      .map((key) => textFor(titles.get(key), locale) || key)
      .join(t('procedures.comma'));
  };
}
