import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { useLocale } from '../../session/session.ts';
import { textFor } from '../procedure-words.ts';
import { inForceQuery, runsKey, startRun } from './run.queries.ts';

/** Starts a procedure on a ticket by hand: one that is in force for the ticket's team today. */
export default function StartDialog({
  ticketId,
  teamId,
  onClose,
}: {
  ticketId: string;
  teamId: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const [form] = Form.useForm<{ procedureId: string }>();
  const list = useQuery(inForceQuery(teamId));
  const start = useMutation({
    mutationFn: (procedureId: string) => startRun(ticketId, procedureId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: runsKey(ticketId) });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('procedures.startOne')}
      okText={t('procedures.startOk')}
      confirmLoading={start.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={start.error} form={form} />
      {list.isError ? (
        <ErrorState compact error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ procedureId }) => start.mutate(procedureId)}
        >
          <Form.Item
            name="procedureId"
            label={t('procedures.which')}
            rules={[{ required: true, message: t('procedures.whichMissing') }]}
          >
            <Select
              loading={list.isPending}
              showSearch={{ optionFilterProp: 'label' }}
              options={(list.data ?? []).map((one) => ({
                value: one.procedureId,
                label: `${one.code} ${textFor(one.name, locale)}`,
              }))}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
