import { Alert, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** The link of an invitation, shown once, to pass on by hand where mail is not set up. */
export function InvitationLink({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t('people.linkTitle')}
      onCancel={onClose}
      onOk={onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <Alert type="info" showIcon title={t('people.linkText')} style={{ marginBottom: 12 }} />
      <Typography.Paragraph copyable className="mono" style={{ overflowWrap: 'anywhere' }}>
        {link}
      </Typography.Paragraph>
    </Modal>
  );
}
