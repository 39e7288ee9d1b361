import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { RolesTab } from './roles-tab.tsx';
import { TeamsTab } from './teams-tab.tsx';
import { UsersTab } from './users-tab.tsx';

/** Who works here, in which teams, and what they may do. */
export default function PeoplePage() {
  const { t } = useTranslation();
  const { tab = 'users' } = useParams();
  const navigate = useNavigate();
  return (
    <Page title={t('people.title')}>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => navigate(key === 'users' ? '/people' : `/people/${key}`)}
        items={[
          { key: 'users', label: t('people.tab.users'), children: <UsersTab /> },
          { key: 'teams', label: t('people.tab.teams'), children: <TeamsTab /> },
          { key: 'roles', label: t('people.tab.roles'), children: <RolesTab /> },
        ]}
      />
    </Page>
  );
}
