import { PlusOutlined } from '@ant-design/icons';
import type { Locale, ProcedureContent, ProcedureVersion, ProcedureVersionInput } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { localeNames, locales } from '../../../lib/i18n/locale.ts';
import { Page, Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useLocale } from '../../session/session.ts';
import { procedureQuery, replaceVersion, submitVersion, versionQuery } from '../procedure.queries.ts';
import { addStage, missingTexts } from '../procedure-draft.ts';
import { textFor, withText } from '../procedure-words.ts';
import styles from '../procedures.module.css';
import { DraftProblems } from './draft-problems.tsx';
import { Stages } from './stages.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

/** Writes a draft: stages, steps and what is new, in one language at a time. */
export default function EditorPage() {
  const { t } = useTranslation();
  const { id = '', versionId = '' } = useParams();
  const locale = useLocale();
  const procedure = useQuery(procedureQuery(id));
  const version = useQuery(versionQuery(versionId));
  const error = procedure.error ?? version.error;
  if (error !== null) return <ErrorState error={error} retry={() => void version.refetch()} />;
  if (procedure.data === undefined || version.data === undefined) return <LoadingRows />;
  const title = `${textFor(procedure.data.name, locale)} · ${t('procedures.versionNumber', { number: version.data.number })}`;
  const back = `/procedures/${id}?version=${versionId}`;
  if (version.data.status !== 'draft')
    return (
      <Page title={title}>
        <EmptyState
          title={t('procedures.notADraft')}
          hint={t('procedures.notADraftHint')}
          action={
            <Link to={back}>
              <Button>{t('procedures.openVersion')}</Button>
            </Link>
          }
        />
      </Page>
    );
  return <Editor key={versionId} title={title} back={back} version={version.data} />;
}

function Editor({ title, back, version }: { title: string; back: string; version: ProcedureVersion }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showError = useShowError();
  // What is being changed, as it was when it was opened or saved: a colleague's newer one is not overwritten unseen.
  const [base, setBase] = useState(version);
  const [draft, setDraft] = useState<ProcedureVersionInput>(() => inputOf(version));
  const [writing, setWriting] = useState<Locale>(version.content.locale);
  const { content } = draft;
  const changed = JSON.stringify(draft) !== JSON.stringify(inputOf(base));
  const set = (change: Partial<ProcedureContent>) =>
    setDraft((now) => ({ ...now, content: { ...now.content, ...change } }));
  const save = useMutation({
    mutationFn: () => replaceVersion(base, draft),
    onSuccess: (saved) => {
      void message.success(t('common.saved'));
      setBase(saved);
      setDraft(inputOf(saved));
      client.setQueryData(versionQuery(saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['procedures'], refetchType: 'none' });
    },
  });
  const submit = useMutation({
    mutationFn: () => submitVersion(base),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      navigate(back);
    },
    onError: showError,
  });
  return (
    <Page
      title={title}
      subtitle={changed ? t('common.unsaved') : undefined}
      extra={
        <>
          <Link to={back}>
            <Button>{t('common.back')}</Button>
          </Link>
          <Button disabled={changed} loading={submit.isPending} onClick={() => submit.mutate()}>
            {t('procedures.submit')}
          </Button>
          <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
            {t('procedures.saveDraft')}
          </Button>
        </>
      }
    >
      <DraftProblems error={save.error} content={content} />
      <div className={styles['bar']}>
        <span className="muted">{t('procedures.writingIn')}</span>
        <Segmented<Locale>
          aria-label={t('procedures.writingIn')}
          value={writing}
          onChange={setWriting}
          options={locales.map((locale) => {
            const missing = missingTexts(content, locale);
            return {
              value: locale,
              label: (
                <span title={missing === 0 ? undefined : t('procedures.missingTexts', { count: missing })}>
                  {localeNames[locale]}
                  {missing === 0 ? null : <span className="faint num"> −{missing}</span>}
                </span>
              ),
            };
          })}
        />
        <span className="faint">
          {t('procedures.writingHint', { language: localeNames[content.locale] })}
        </span>
      </div>
      <Panel>
        <div className={styles['field']}>
          {t('procedures.change')}
          <Input.TextArea
            aria-label={t('procedures.change')}
            autoSize={{ minRows: 2 }}
            maxLength={2_000}
            placeholder={t('procedures.changeHint')}
            value={draft.change}
            onChange={(event) => setDraft({ ...draft, change: event.target.value })}
          />
        </div>
        <div className={styles['field']}>
          {t('procedures.purpose')}
          <Input.TextArea
            aria-label={t('procedures.purpose')}
            autoSize={{ minRows: 2 }}
            maxLength={2_000}
            placeholder={textFor(content.purpose, writing, content.locale)}
            value={content.purpose?.[writing] ?? ''}
            onChange={(event) => {
              const { purpose, ...rest } = content;
              const words = withText(purpose, writing, event.target.value);
              setDraft({ ...draft, content: words === undefined ? rest : { ...rest, purpose: words } });
            }}
          />
        </div>
      </Panel>
      <Stages content={content} writing={writing} onChange={(stages) => set({ stages })} />
      <div>
        <Button
          icon={<PlusOutlined />}
          disabled={content.stages.length >= 20}
          onClick={() =>
            set({
              stages: addStage(
                content.stages,
                writing,
                t('procedures.stageName', { number: content.stages.length + 1 }),
                t('procedures.stepName'),
              ),
            })
          }
        >
          {t('procedures.addStage')}
        </Button>
      </div>
      <UnsavedGuard when={changed && !save.isPending} />
    </Page>
  );
}

const inputOf = ({ content, change }: ProcedureVersion): ProcedureVersionInput => ({ content, change });
