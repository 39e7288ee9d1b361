import { Alert, Button, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api/problem.ts';
import { FormError } from '../../ui/form.tsx';
import type { Edit } from './use-edit.ts';

/** Why a form could not be saved. Where a colleague was faster, the choice is the reader's, and nothing is lost before. */
export function EditError<Body>({
  edit,
  form,
  onDiscard,
}: {
  edit: Edit<Body>;
  form?: FormInstance;
  onDiscard: () => void;
}) {
  const { t } = useTranslation();
  if (!(edit.error instanceof ApiError) || edit.error.code !== 'version_conflict')
    return <FormError error={edit.error} form={form} />;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 14 }}
      title={t('common.conflict.title')}
      description={
        <>
          <p style={{ marginBottom: 8 }}>
            {t('common.conflict.text', { who: t('common.conflict.someone') })}
          </p>
          <Button
            size="small"
            style={{ marginInlineEnd: 8 }}
            onClick={() => {
              void edit.refresh();
              onDiscard();
            }}
          >
            {t('common.conflict.takeTheirs')}
          </Button>
          <Button size="small" type="primary" loading={edit.busy} onClick={edit.overwrite}>
            {t('common.conflict.overwrite')}
          </Button>
        </>
      }
    />
  );
}
