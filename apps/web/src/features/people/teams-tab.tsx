import { EditOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons';
import type { Team } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { Face } from '../../ui/person.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { teamsQuery } from '../directory/directory.queries.ts';
import { useMay } from '../session/session.ts';
import { calendarsQuery } from '../settings/calendars/calendar.queries.ts';
import { TeamDialog } from './team-dialog.tsx';

const facesShown = 8;

/** Teams with their members, their place and their calendar. */
export function TeamsTab() {
  const { t } = useTranslation();
  const may = useMay();
  const teams = useQuery(teamsQuery);
  const calendars = useQuery(calendarsQuery).data ?? [];
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  const manage = may('teams.manage');
  const rows = (teams.data ?? []) as Team[];
  const name = (id: string | null) => rows.find((team) => team.id === id)?.name;
  return (
    <Panel
      flush
      title={t('people.tab.teams')}
      extra={
        manage ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {t('people.newTeam')}
          </Button>
        ) : null
      }
    >
      {teams.isPending ? (
        <LoadingRows rows={5} />
      ) : teams.isError ? (
        <ErrorState error={teams.error} retry={() => void teams.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<TeamOutlined />} title={t('people.noTeams')} hint={t('people.noTeamsHint')} />
      ) : (
        <Table<Team>
          size="small"
          rowKey="id"
          pagination={rows.length > 100 ? { pageSize: 100 } : false}
          dataSource={rows}
          scroll={{ x: 760 }}
          columns={[
            {
              title: t('common.name'),
              render: (_, team) => (
                <>
                  {team.name} {team.active ? null : <Tag>{t('people.status.inactive')}</Tag>}
                </>
              ),
            },
            {
              title: t('people.parentTeam'),
              render: (_, team) => name(team.parentId) ?? <span className="faint">—</span>,
            },
            {
              title: t('people.calendar'),
              render: (_, team) =>
                calendars.find((calendar) => calendar.id === team.calendarId)?.name ?? (
                  <span className="faint">{t('people.defaultCalendar')}</span>
                ),
            },
            {
              title: t('people.members'),
              render: (_, team) => (
                <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
                  {team.members.slice(0, facesShown).map((member) => (
                    <span
                      key={member.userId}
                      title={member.lead ? `${member.name} · ${t('people.lead')}` : member.name}
                    >
                      <Face name={member.name} size={22} />
                    </span>
                  ))}
                  <span className="faint num" style={{ marginLeft: 6 }}>
                    {t('people.memberCount', { count: team.members.length })}
                  </span>
                </span>
              ),
            },
            {
              width: 48,
              render: (_, team) =>
                manage ? (
                  <Button
                    type="text"
                    size="small"
                    icon={<EditOutlined />}
                    aria-label={t('common.labelled', { label: t('common.edit'), value: team.name })}
                    onClick={() => setEdited(team)}
                  />
                ) : null,
            },
          ]}
        />
      )}
      {edited === null ? null : (
        <TeamDialog team={edited === 'new' ? null : edited} teams={rows} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}
