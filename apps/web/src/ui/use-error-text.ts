import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api/problem.ts';

/** What to tell the reader about a failure: the server's own words, which say what to do, or ours where it said nothing. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t('common.error.unexpected');
      if (error.code === 'network') return t('common.error.network');
      const fields = error.problem.fields ?? [];
      if (fields.length === 0) return error.problem.detail;
      return `${error.problem.detail} ${fields.map((field) => `${field.path}: ${field.message}`).join(' ')}`;
    },
    [t],
  );
}

/** Shows a failure in passing, for actions that have no form to show it in. */
export function useShowError(): (error: unknown) => void {
  const { notification } = App.useApp();
  const { t } = useTranslation();
  const errorText = useErrorText();
  return useCallback(
    (error: unknown) =>
      notification.error({
        title: t('common.error.title'),
        description: errorText(error),
        duration: 8,
        role: 'alert',
      }),
    [notification, t, errorText],
  );
}
