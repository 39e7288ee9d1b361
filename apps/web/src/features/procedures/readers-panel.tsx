import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { Person } from '../../ui/person.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { readersQuery } from './procedure.queries.ts';
import { TeamNames } from './procedure-marks.tsx';
import styles from './procedures.module.css';

/** Who has read a version, and who still has to. */
export function ReadersPanel({ versionId }: { versionId: string }) {
  const { t } = useTranslation();
  const query = useQuery(readersQuery(versionId));
  return (
    <Panel title={t('procedures.readers')}>
      {query.isPending ? (
        <LoadingRows rows={3} />
      ) : query.isError ? (
        <ErrorState compact error={query.error} retry={() => void query.refetch()} />
      ) : (
        <>
          <div className={styles['readers']}>
            <span className={styles['share']} aria-hidden="true">
              <span
                style={{ width: `${share(query.data.acknowledged.length, query.data.missing.length)}%` }}
              />
            </span>
            <span className="num">
              {query.data.acknowledged.length} / {query.data.acknowledged.length + query.data.missing.length}
            </span>
          </div>
          <PeopleList
            title={t('procedures.notYetRead', { count: query.data.missing.length })}
            open={query.data.missing.length > 0 && query.data.missing.length <= 12}
            people={query.data.missing.map((person) => ({
              ...person,
              aside: person.teamIds.length === 0 ? null : <TeamNames ids={person.teamIds} />,
            }))}
          />
          <PeopleList
            title={t('procedures.haveRead', { count: query.data.acknowledged.length })}
            open={false}
            people={query.data.acknowledged.map((person) => ({
              ...person,
              aside: <Instant at={person.at} />,
            }))}
          />
        </>
      )}
    </Panel>
  );
}

const share = (done: number, missing: number) =>
  done + missing === 0 ? 0 : Math.floor((100 * done) / (done + missing));

interface Named {
  id: string;
  name: string;
  aside: React.ReactNode;
}

function PeopleList({ title, people, open }: { title: string; people: Named[]; open: boolean }) {
  if (people.length === 0) return null;
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.id}>
            <Person name={person.name} />
            <span className="faint">{person.aside}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
