import type { Improvement } from '@jingyun/contracts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import styles from './a3.module.css';
import { A3Trend } from './a3-trend.tsx';
import { CheckSamples } from './check-samples.tsx';
import { useVerdict } from './check-words.ts';
import { formatCompared, formatDifference } from './difference-text.ts';
import { fishboneOf, rootsOf, whysOf } from './fishbone-data.ts';
import { FishbonePicture } from './fishbone-picture.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { RunChart } from './run-chart.tsx';
import { TreePicture } from './tree-picture.tsx';
import { useBoneName } from './use-bone-name.ts';

const questions = ['what', 'where', 'when', 'howMuch'] as const;

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

/** Problem, aim, causes. */
export function A3Left({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameOf = useBoneName();
  const { problem, metric, aim, aimOn, causes, title } = improvement;
  const roots = useMemo(() => rootsOf(causes), [causes]);
  const bones = useMemo(() => fishboneOf(causes, nameOf), [causes, nameOf]);
  const whys = useMemo(() => whysOf(causes, title), [causes, title]);
  const rootTexts = causes.filter(({ isRoot }) => isRoot);
  return (
    <div className={styles['half']}>
      <Part name={`1 ${t('improvements.problemTitle')}`}>
        <dl>
          {questions.map((question) => [
            <dt key={`${question} name`}>{t(`improvements.problem.${question}`)}</dt>,
            <dd key={question}>{problem[question] || '—'}</dd>,
          ])}
        </dl>
      </Part>
      <Part name={`2 ${t('improvements.stateAndAim')}`}>
        <p>
          {metric?.label ?? t('improvements.noMetric')}
          {metric === null
            ? null
            : `：${aim === null ? t('improvements.aimBetter') : `${metric.direction === 'up' ? '≥' : '≤'} ${formatCompared(aim, metric, locale)}`}`}
          {aimOn === null ? null : ` · ${aimOn}`}
        </p>
        <A3Trend improvement={improvement} />
      </Part>
      <Part name={`3 ${t('improvements.tab.causes')}`}>
        {causes.some(({ tool }) => tool === 'fishbone') ? (
          <FishbonePicture
            problem={title}
            categories={bones}
            roots={roots}
            label={t('improvements.fishbonePicture', { count: causes.length })}
          />
        ) : null}
        {whys.length > 1 ? (
          <TreePicture nodes={whys} roots={roots} label={t('improvements.whysPicture')} />
        ) : null}
        {rootTexts.length === 0 ? null : (
          <p>
            <strong>{t('improvements.rootCauses')}</strong>
            {'：'}
            {rootTexts.map(({ text }) => text).join('；')}
          </p>
        )}
      </Part>
    </div>
  );
}

/** Countermeasures, check, what was taken from it. */
export function A3Right({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { actions, pilot, closing, causes, rechecks, checks } = improvement;
  const causeText = new Map(causes.map(({ id, text }) => [id, text]));
  return (
    <div className={styles['half']}>
      <Part name={`4 ${t('improvements.countermeasures')}`}>
        <table>
          <thead>
            <tr>
              <th>{t('improvements.measureText')}</th>
              <th>{t('improvements.answersCause')}</th>
              <th className={styles['fixed']}>{t('improvements.owner')}</th>
              <th>{t('improvements.dueOn')}</th>
              <th>{t('improvements.statusLabel')}</th>
            </tr>
          </thead>
          <tbody>
            {actions.map((row) => (
              <tr key={row.id}>
                <td>{row.text}</td>
                <td>{row.causeId === null ? '—' : (causeText.get(row.causeId) ?? '—')}</td>
                <td className={styles['fixed']}>{row.owner?.name ?? '—'}</td>
                <td className={styles['fixed']}>{row.dueOn ?? '—'}</td>
                <td className={styles['fixed']}>
                  {t(`improvements.measure.${row.status}`)} {row.doneOn}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {pilot === null ? null : (
          <p>
            {t('improvements.pilot')}
            {'：'}
            {pilot.teams.map(({ name }) => name).join(', ')} · {pilot.startOn}
            {pilot.comparisonTeams.length === 0
              ? null
              : ` · ${t('improvements.comparisonTeams')}：${pilot.comparisonTeams.map(({ name }) => name).join(', ')}`}
          </p>
        )}
      </Part>
      <Part name={`5 ${t('improvements.tab.check')}`}>
        <NewestCheck improvement={improvement} />
      </Part>
      <Part name={`6 ${t('improvements.standardiseTitle')}`}>
        {closing === null ? <p>—</p> : null}
        {(['reason', 'standardise', 'lessons'] as const).map((field) =>
          closing === null || closing[field] === '' ? null : (
            <p key={field}>
              <strong>{t(`improvements.${field}`)}</strong>
              {'：'}
              {closing[field]}
            </p>
          ),
        )}
        {rechecks.map(({ days, on, checkId }) => {
          const made = checks.find(({ id }) => id === checkId);
          return (
            <p key={days}>
              {t('improvements.entry.recheck', { days })} {on}
              {'：'}
              {made === undefined
                ? t('improvements.recheckComes')
                : t(`improvements.result.${made.answer.result}`)}
            </p>
          );
        })}
      </Part>
    </div>
  );
}

function NewestCheck({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const verdict = useVerdict();
  const check = improvement.checks.find(({ recheck }) => recheck === null) ?? improvement.checks[0];
  if (check === undefined) return <p>{t('improvements.noChecks')}</p>;
  const { answer, metric, metricName } = check;
  const measured = metric ?? { unit: 'points' as const, kind: 'distribution' as const };
  const difference = (value: number | null) => formatDifference(value, measured, locale);
  return (
    <>
      <p>
        <strong>{t(`improvements.result.${answer.result}`)}</strong> {verdict(check)}
      </p>
      {answer.difference === null || answer.interval === null ? null : (
        <IntervalBar
          difference={answer.difference}
          {...answer.interval}
          direction={answer.direction}
          label={t('improvements.interval')}
          format={difference}
        />
      )}
      <RunChart
        chart={answer.chart}
        unit={measured.unit}
        locale={locale}
        label={metric?.label ?? metricName}
        change={t('improvements.change')}
      />
      <CheckSamples check={check} />
    </>
  );
}
