import { Alert, type FormInstance } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api/problem.ts';
import { useErrorText } from './use-error-text.ts';

/** Above a form: what the server refused. Fields of the form that it named are marked besides. */
export function FormError({ error, form }: { error: unknown; form?: FormInstance | undefined }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  useEffect(() => {
    if (form === undefined || !(error instanceof ApiError)) return;
    const known = (error.problem.fields ?? []).filter(
      (field) => form.getFieldInstance(pathOf(field.path)) !== undefined,
    );
    form.setFields(known.map((field) => ({ name: pathOf(field.path), errors: [field.message] })));
  }, [error, form]);
  if (error === null || error === undefined) return null;
  const marked =
    form !== undefined &&
    error instanceof ApiError &&
    error.code === 'invalid_input' &&
    (error.problem.fields ?? []).length > 0 &&
    (error.problem.fields ?? []).every((field) => form.getFieldInstance(pathOf(field.path)) !== undefined);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={marked ? t('common.error.fields') : errorText(error)}
      style={{ marginBottom: 14 }}
    />
  );
}

function pathOf(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
