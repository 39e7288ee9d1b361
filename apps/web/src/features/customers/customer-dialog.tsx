import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { CreateCustomerInput, Customer } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { localeNames, locales } from '../../lib/i18n/locale.ts';
import { FormError } from '../../ui/form.tsx';
import { CustomerPicker, UserPicker } from '../directory/pickers.tsx';
import { createCustomer, customerQuery, updateCustomer } from './customer.queries.ts';
import styles from './customers.module.css';

interface CustomerDialogProps {
  /** Null to make one. */
  customer: Customer | null;
  onClose: () => void;
  onSaved: (customer: Customer) => void;
}

type CustomerForm = Pick<
  CreateCustomerInput,
  'kind' | 'name' | 'accountId' | 'tier' | 'tags' | 'ownerId' | 'note' | 'locale' | 'contacts'
>;

/** Makes or changes a customer. */
export function CustomerDialog({ customer, onClose, onSaved }: CustomerDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<CustomerForm>();
  const kind = Form.useWatch('kind', form);
  const save = useMutation({
    mutationFn: (values: CustomerForm) => {
      const body = {
        ...values,
        tier: values.tier || null,
        accountId: values.accountId ?? null,
        ownerId: values.ownerId ?? null,
        locale: values.locale ?? null,
        note: values.note ?? '',
      };
      return customer === null
        ? createCustomer({ ...body, custom: {}, externalIds: [] })
        : updateCustomer(customer.id, customer.version, body);
    },
    onSuccess: (saved) => {
      client.setQueryData(customerQuery(saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['customers'] });
      onSaved(saved as Customer);
    },
  });
  return (
    <Modal
      open
      width={620}
      title={t(customer === null ? 'customers.create' : 'customers.edit')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<CustomerForm>
        form={form}
        layout="vertical"
        initialValues={
          customer === null
            ? { kind: 'person', tags: [], contacts: [{ type: 'phone', value: '', primary: true }] }
            : {
                ...customer,
                contacts: customer.contacts.map(({ type, value, primary }) => ({ type, value, primary })),
              }
        }
        onFinish={(values) =>
          save.mutate({ ...values, contacts: values.contacts.filter((contact) => contact.value?.trim()) })
        }
      >
        <FormError error={save.error} form={form} />
        <div style={{ display: 'grid', gridTemplateColumns: '120px 1fr', gap: '0 12px' }}>
          <Form.Item name="kind" label={t('customers.kindLabel')}>
            <Select
              options={(['person', 'account'] as const).map((value) => ({
                value,
                label: t(`customers.kind.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="name"
            label={t('customers.name')}
            rules={[{ required: true, whitespace: true, max: 200 }]}
          >
            <Input autoFocus />
          </Form.Item>
        </div>
        <Form.List name="contacts">
          {(fields, { add, remove }) => (
            <Form.Item label={t('customers.contacts')}>
              {fields.map((field) => (
                <div key={field.key} className={styles['contact']}>
                  <Form.Item name={[field.name, 'type']} noStyle>
                    <Select
                      aria-label={t('customers.contactType')}
                      options={(['phone', 'email'] as const).map((value) => ({
                        value,
                        label: t(`customers.contact.${value}`),
                      }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'value']} style={{ marginBottom: 8 }}>
                    <Input maxLength={254} aria-label={t('customers.contactValue')} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'primary']} valuePropName="checked" noStyle>
                    <Checkbox style={{ marginTop: 5 }}>{t('customers.primary')}</Checkbox>
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('common.remove')}
                    onClick={() => remove(field.name)}
                  />
                </div>
              ))}
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => add({ type: 'email', value: '', primary: fields.length === 0 })}
              >
                {t('customers.addContact')}
              </Button>
            </Form.Item>
          )}
        </Form.List>
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '0 12px' }}>
          {kind === 'person' ? (
            <Form.Item name="accountId" label={t('customers.account')}>
              <CustomerPicker />
            </Form.Item>
          ) : null}
          <Form.Item name="ownerId" label={t('customers.owner')}>
            <UserPicker placeholder={t('common.none')} />
          </Form.Item>
          <Form.Item name="tier" label={t('customers.tier')}>
            <Input maxLength={50} placeholder="VIP" />
          </Form.Item>
          <Form.Item name="locale" label={t('common.language')}>
            <Select allowClear options={locales.map((value) => ({ value, label: localeNames[value] }))} />
          </Form.Item>
        </div>
        <Form.Item name="tags" label={t('customers.tags')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="note" label={t('customers.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={10_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
