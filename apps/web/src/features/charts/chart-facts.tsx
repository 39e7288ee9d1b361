import type { ChartAnswer, MetricUnit } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale } from '../session/session.ts';
import styles from './charts.module.css';

/** How well the process keeps to the target: capability and sigma level. */
export function CapabilityPanel({ answer, unit }: { answer: ChartAnswer; unit: MetricUnit }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { capability } = answer;
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (
    <Panel title={t('charts.capability')}>
      {capability === null ? (
        <p className="muted">{t('charts.noTarget')}</p>
      ) : (
        <>
          <dl className={styles['facts']}>
            <dt>{t('metrics.target')}</dt>
            <dd>{formatMetric(capability.target, unit, locale)}</dd>
            <dt>{t('charts.reached')}</dt>
            <dd>
              {capability.reached} / {capability.of}
            </dd>
            {capability.cpk === null ? null : (
              <>
                <dt>Cpk</dt>
                <dd>
                  {plain.format(capability.cpk.value)} ({plain.format(capability.cpk.lower)} –{' '}
                  {plain.format(capability.cpk.upper)})
                </dd>
              </>
            )}
            {capability.dpmo === null ? null : (
              <>
                <dt>{t('charts.dpmo')}</dt>
                <dd>{new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(capability.dpmo)}</dd>
              </>
            )}
            {capability.sigmaLevel === null ? null : (
              <>
                <dt>{t('charts.sigmaLevel')}</dt>
                <dd>{plain.format(capability.sigmaLevel)} σ</dd>
              </>
            )}
          </dl>
          <p className="muted" style={{ marginTop: 8 }}>
            {t('charts.capabilityHint')}
          </p>
        </>
      )}
    </Panel>
  );
}

/** What is known of single points. */
export function NotesPanel({ answer }: { answer: ChartAnswer }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('charts.notes')}>
      {answer.notes.length === 0 ? (
        <p className="muted">{t('charts.noNotes')}</p>
      ) : (
        <ul className={styles['notes']}>
          {answer.notes.map((note) => (
            <li key={note.date}>
              <strong className="num">{note.date}</strong>{' '}
              <span className="faint">
                {note.by}
                {note.excluded ? ` · ${t('charts.excluded')}` : ''}
              </span>
              <p>{note.text}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
