import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';
import { AnswersTab } from './answers-tab.tsx';
import { QuestionsTab } from './questions-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { SendingTab } from './sending-tab.tsx';
import { closeSurvey, publishSurvey, surveyQuery } from './survey.queries.ts';
import { StatusMark } from './survey-marks.tsx';

/** One survey: what it found, what was said, what it asks, how it is sent. */
export default function SurveyPage() {
  const { t } = useTranslation();
  const { id = '', tab = 'results' } = useParams();
  const navigate = useNavigate();
  const may = useMay();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const showError = useShowError();
  const query = useQuery(surveyQuery(id));
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['surveys'] });
      void message.success(t('common.saved'));
    },
    onError: showError,
  });
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const survey = query.data;
  const manage = may('surveys.manage');
  const canPublish = survey.status !== 'live' || survey.changed;
  return (
    <Page
      title={survey.name}
      subtitle={
        <>
          <StatusMark status={survey.status} />{' '}
          {survey.publishedVersion === null
            ? null
            : t('surveys.versionNow', { version: survey.publishedVersion })}{' '}
          {survey.publishedVersion !== null && survey.changed ? t('surveys.unpublished') : null}
        </>
      }
      extra={
        manage ? (
          <>
            {survey.status === 'live' ? (
              <Button
                onClick={() =>
                  modal.confirm({
                    title: t('surveys.closeTitle'),
                    content: t('surveys.closeHint'),
                    onOk: () => act.mutateAsync(() => closeSurvey(survey)),
                  })
                }
              >
                {t('surveys.close')}
              </Button>
            ) : null}
            {canPublish ? (
              <Button
                type="primary"
                loading={act.isPending}
                onClick={() =>
                  modal.confirm({
                    title: t('surveys.publishTitle'),
                    content: t('surveys.publishHint'),
                    onOk: () => act.mutateAsync(() => publishSurvey(survey)),
                  })
                }
              >
                {t('surveys.publish')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => navigate(key === 'results' ? `/surveys/${id}` : `/surveys/${id}/${key}`)}
        items={[
          { key: 'results', label: t('surveys.tab.results'), children: <ResultsTab survey={survey} /> },
          { key: 'answers', label: t('surveys.tab.answers'), children: <AnswersTab survey={survey} /> },
          {
            key: 'questions',
            label: t('surveys.tab.questions'),
            children: <QuestionsTab key={survey.version} survey={survey} readOnly={!manage} />,
          },
          { key: 'sending', label: t('surveys.tab.sending'), children: <SendingTab survey={survey} /> },
        ]}
      />
    </Page>
  );
}
