import { useQuery } from '@tanstack/react-query';
import { Alert, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { happeningWords } from './happening-words.ts';
import { threadQuery } from './thread.queries.ts';
import { ThreadPicture } from './thread-picture.tsx';
import styles from './threads.module.css';

/** Why a record came to be and what came of it: the chain as a picture, and in words. */
export default function ThreadPage() {
  const { t } = useTranslation();
  const { type = '', id = '' } = useParams();
  const wide = Grid.useBreakpoint().md ?? true;
  const query = useQuery(threadQuery(type, id));
  useLive('metrics', ['threads']);
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const thread = query.data;
  const own = thread.nodes.find((node) => node.type === type && node.id === id);
  return (
    <Page
      title={t('threads.title')}
      subtitle={
        own?.card == null ? undefined : (
          <>
            {own.kind} · <Link to={own.card.path}>{own.card.title}</Link>
          </>
        )
      }
    >
      {thread.truncated ? (
        <Alert type="info" showIcon title={t('threads.truncated', { count: thread.nodes.length })} />
      ) : null}
      <Panel flush>
        <ThreadPicture thread={thread} upright={!wide} />
        {thread.nodes.length > 1 ? null : <p className={styles['alone']}>{t('threads.alone')}</p>}
      </Panel>
      <Panel title={t('threads.story')}>
        <ol className={styles['story']}>
          {thread.nodes.map((node) => (
            <li key={`${node.type} ${node.id}`}>
              <div>
                <span className="faint">{node.kind}</span>{' '}
                {node.card === null ? (
                  t('threads.hidden')
                ) : (
                  <Link to={node.card.path}>{node.card.title}</Link>
                )}
                {node.card?.status == null ? null : <span className="muted"> · {node.card.status}</span>}
              </div>
              <ul>
                {node.happenings.map((happening) => (
                  <li key={happening.type}>
                    <Instant at={happening.first} style="date" /> {happeningWords(t, happening.type)}
                    {happening.count === 1 ? null : (
                      <span className="faint"> {t('threads.times', { count: happening.count })}</span>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </Panel>
    </Page>
  );
}
