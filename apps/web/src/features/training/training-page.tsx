import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../session/session.ts';
import { CoursesTab } from './courses-tab.tsx';
import { MineTab } from './mine-tab.tsx';
import { ProgressTab } from './progress-tab.tsx';
import { QuestionsTab } from './questions-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

/** Training: one's own courses for everybody; courses, progress and the question bank for those who answer for it. */
export default function TrainingPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const tab = useLocation().pathname.split('/')[2] ?? 'mine';
  const take = { key: 'mine', label: t('training.tab.mine'), children: <MineTab /> };
  const read = [
    { key: 'courses', label: t('training.tab.courses'), children: <CoursesTab /> },
    { key: 'progress', label: t('training.tab.progress'), children: <ProgressTab /> },
  ];
  const manage = [
    { key: 'questions', label: t('training.tab.questions'), children: <QuestionsTab /> },
    { key: 'settings', label: t('training.tab.settings'), children: <SettingsTab /> },
  ];
  return (
    <Page title={t('training.title')}>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => navigate(key === 'mine' ? '/training' : `/training/${key}`)}
        items={[
          ...(may('training.take') ? [take] : []),
          ...(may('training.read') ? read : []),
          ...(may('training.manage') ? manage : []),
        ]}
      />
    </Page>
  );
}
