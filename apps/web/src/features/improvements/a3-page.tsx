import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type CSSProperties, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref, useParams } from 'react-router';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { cssVariables } from '../../ui/theme/tokens.ts';
import { useProfile } from '../session/session.ts';
import styles from './a3.module.css';
import { A3Left, A3Right } from './a3-parts.tsx';
import { improvementQuery } from './improvement.queries.ts';

/** Paper is white, whatever the screen is. */
const paper = Object.fromEntries(
  cssVariables('light')
    .split(';')
    .map((one) => one.split(/:(.*)/s).slice(0, 2)),
) as CSSProperties;

/** The improvement on one sheet: problem and causes on the left, what was done and what came of it on the right. */
export default function A3Page() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { organisation } = useProfile();
  const back = useHref(`/improvements/${id}`);
  const query = useQuery(improvementQuery(id));
  const title = query.data?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `A3 · ${title}`;
  }, [title]);
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const improvement = query.data;
  const { owner, members, teams, stage, outcome } = improvement;
  const people = [owner, ...members.filter(({ id: member }) => member !== owner?.id)].flatMap(
    (person) => person?.name ?? [],
  );
  return (
    <main className={styles['desk']} style={paper}>
      <div className={styles['tools']}>
        <a href={back}>{t('improvements.backToIt')}</a>
        <span>{t('improvements.printHint')}</span>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('improvements.print')}
        </Button>
      </div>
      <article className={styles['sheet']}>
        <header className={styles['head']}>
          <h1>{improvement.title}</h1>
          <p>
            {organisation.name} · {people.join(', ')}
            {teams.length === 0 ? null : ` · ${teams.map(({ name }) => name).join(', ')}`} ·{' '}
            {outcome === null ? t(`improvements.stage.${stage}`) : t(`improvements.outcome.${outcome}`)} ·{' '}
            {improvement.openedAt.slice(0, 10)}
            {improvement.closedAt === null ? null : ` – ${improvement.closedAt.slice(0, 10)}`}
          </p>
        </header>
        <A3Left improvement={improvement} />
        <A3Right improvement={improvement} />
      </article>
    </main>
  );
}
