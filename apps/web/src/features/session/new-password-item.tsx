import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** A password that is being chosen: length is what counts. */
export function NewPasswordItem({
  label,
  name = 'password',
  autoFocus = false,
}: {
  label: string;
  name?: string;
  autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('auth.reset.hint')}
      rules={[{ required: true }, { min: 10, max: 128, message: t('auth.reset.hint') }]}
    >
      <Input.Password autoComplete="new-password" autoFocus={autoFocus} />
    </Form.Item>
  );
}
