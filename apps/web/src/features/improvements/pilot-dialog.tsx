import type { Improvement, PilotScope } from '@jingyun/contracts';
import { Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { useTeamChoices } from '../directory/directory.queries.ts';
import { useInstantFormat } from '../session/session.ts';
import { EditError } from './edit-error.tsx';
import { setPilot } from './improvement.queries.ts';
import { useEdit } from './use-edit.ts';

/** Sets the scope of a pilot. */
export function PilotDialog({ improvement, onClose }: { improvement: Improvement; onClose: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const teams = useTeamChoices();
  const [form] = Form.useForm<PilotScope>();
  const { pilot } = improvement;
  const edit = useEdit<PilotScope>(improvement, setPilot, onClose);
  const chosen = Form.useWatch('teamIds', form) ?? [];
  return (
    <Modal
      open
      title={t('improvements.pilot')}
      okText={t('common.save')}
      confirmLoading={edit.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('improvements.pilotHint')}
      </p>
      <EditError edit={edit} form={form} onDiscard={onClose} />
      <Form<PilotScope>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          teamIds: pilot?.teams.map(({ id }) => id) ?? [],
          startOn: pilot?.startOn ?? dateIn(timeZone, clockNow()),
          comparisonTeamIds: pilot?.comparisonTeams.map(({ id }) => id) ?? [],
        }}
        onFinish={edit.save}
      >
        <Form.Item
          name="teamIds"
          label={t('improvements.pilotTeams')}
          rules={[{ required: true, message: t('improvements.pilotTeamsMissing') }]}
        >
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={teams} />
        </Form.Item>
        <Form.Item
          name="startOn"
          label={t('improvements.pilotStart')}
          rules={[{ required: true, message: t('improvements.dateMissing') }]}
        >
          <DateInput />
        </Form.Item>
        <Form.Item name="comparisonTeamIds" label={t('improvements.comparisonTeams')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={teams.filter(({ value }) => !chosen.includes(value))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
