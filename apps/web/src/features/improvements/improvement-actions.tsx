import { EditOutlined, PrinterOutlined } from '@ant-design/icons';
import type { Improvement } from '@jingyun/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { ThreadLink } from '../threads/thread-link.tsx';
import { PlanDialog } from './plan-dialog.tsx';

/** What is done with an improvement as a whole. */
export function ImprovementActions({
  improvement,
  onClose,
}: {
  improvement: Improvement;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const report = useHref(`/improvements/${improvement.id}/a3`);
  const [editing, setEditing] = useState(false);
  const open = improvement.stage !== 'closed';
  return (
    <>
      <ThreadLink type="improvement" id={improvement.id} />
      <Button icon={<PrinterOutlined />} href={report} target="_blank">
        {t('improvements.a3')}
      </Button>
      {open && improvement.may.manage ? (
        <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
          {t('common.edit')}
        </Button>
      ) : null}
      {open && improvement.may.close ? <Button onClick={onClose}>{t('improvements.close')}</Button> : null}
      {editing ? <PlanDialog improvement={improvement} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
