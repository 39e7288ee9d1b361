import type { ProcedureContent } from '@jingyun/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../lib/api/problem.ts';
import { useErrorText } from '../../../ui/use-error-text.ts';
import { useLocale } from '../../session/session.ts';
import { textFor } from '../procedure-words.ts';
import { placeOf } from './place-of.ts';

/** What the server refused, each with the stage or step that it is about. What was written stays. */
export function DraftProblems({ error, content }: { error: unknown; content: ProcedureContent }) {
  const { t } = useTranslation();
  const reader = useLocale();
  const errorText = useErrorText();
  if (error === null || error === undefined) return null;
  const fields = error instanceof ApiError ? (error.problem.fields ?? []) : [];
  const placed = fields.flatMap((field) => {
    const place = placeOf(content, field.path);
    return place === null ? [] : [{ ...place, message: field.message, path: field.path }];
  });
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={
        placed.length < fields.length || placed.length === 0 ? errorText(error) : t('procedures.refused')
      }
      description={
        placed.length === 0 ? undefined : (
          <ul>
            {placed.map((problem) => (
              <li key={problem.path}>
                {problem.number} {textFor(problem.title, reader, content.locale)}
                {problem.field === null ? '' : ` · ${t(`procedures.field.${problem.field}`)}`}：
                {problem.message}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
