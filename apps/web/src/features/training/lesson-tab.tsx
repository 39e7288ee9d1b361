import { type Course, type Locale, locales, trainingWords } from '@jingyun/contracts';
import { Button, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { LoadingRows } from '../../ui/states.tsx';
import { useLocale } from '../session/session.ts';
import { WordsInput } from '../surveys/words-input.tsx';
import styles from './training.module.css';
import { useSaveCourse } from './use-save-course.ts';

const BodyEditor = lazy(() => import('../procedures/editor/body-editor.tsx'));
/** In their own words, as everywhere. */
const names: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

/** The name and the lesson, in each language. */
export function LessonTab({ course, readOnly }: { course: Course; readOnly: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [edited, setEdited] = useState(locale);
  const [name, setName] = useState(course.name);
  const [lesson, setLesson] = useState(course.lesson);
  const save = useSaveCourse(course);
  if (readOnly) {
    const html = trainingWords(course.lesson, locale);
    return (
      <Panel>
        {html === '' ? <span className="faint">{t('training.noLesson')}</span> : <RichText html={html} />}
      </Panel>
    );
  }
  return (
    <div className={styles['stack']}>
      <FormError error={save.error} />
      <Panel>
        <WordsInput label={t('common.name')} value={name} onChange={(words) => setName(words ?? {})} />
      </Panel>
      <Panel
        title={t('training.lesson')}
        extra={
          <Segmented
            size="small"
            aria-label={t('common.language')}
            value={edited}
            options={locales.map((value) => ({ value, label: names[value] }))}
            onChange={setEdited}
          />
        }
      >
        <Suspense fallback={<LoadingRows rows={3} />}>
          <BodyEditor
            key={edited}
            label={`${t('training.lesson')} ${names[edited]}`}
            placeholder={t('training.lessonHint')}
            html={lesson[edited] ?? ''}
            onChange={(html) => setLesson((before) => ({ ...before, [edited]: html }))}
          />
        </Suspense>
      </Panel>
      <div>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ name, lesson })}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}
