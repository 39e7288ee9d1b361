import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';

/** Asks why. */
export function ReasonDialog({
  title,
  onClose,
  onSave,
}: {
  title: string;
  onClose: () => void;
  onSave: (reason: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => save.mutate(reason.trim())}
    >
      <FormError error={save.error} />
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={500}
        aria-label={t('procedures.reason')}
        placeholder={t('procedures.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
