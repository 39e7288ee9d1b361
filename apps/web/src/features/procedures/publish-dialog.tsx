import type { BuiltInRole, ProcedurePublish, ProcedureVersion } from '@jingyun/contracts';
import { useMutation } from '@tanstack/react-query';
import { Form, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { FormError } from '../../ui/form.tsx';
import { useTeamChoices } from '../directory/directory.queries.ts';
import { useInstantFormat } from '../session/session.ts';
import { publishingOf } from './procedure-numbers.ts';
import { roles } from './roles.ts';

interface Fields {
  inForceFrom: string;
  scope: 'all' | 'teams';
  teamIds: string[];
  roles: BuiltInRole[];
}

interface PublishDialogProps {
  version: ProcedureVersion;
  onClose: () => void;
  onSave: (body: ProcedurePublish) => Promise<unknown>;
}

/** From which day, for which teams, and who has to know it; again for more teams is the roll-out of a pilot. */
export function PublishDialog({ version, onClose, onSave }: PublishDialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const teams = useTeamChoices();
  const [form] = Form.useForm<Fields>();
  const scope = Form.useWatch('scope', form);
  const { last, how } = publishingOf(version.publications);
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  const title = t(`procedures.${how}`);
  return (
    <Modal
      open
      title={title}
      okText={title}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          inForceFrom: dateIn(timeZone, clockNow()),
          scope: last === undefined || last.teamIds.length === 0 ? 'all' : 'teams',
          teamIds: last?.teamIds ?? [],
          roles: last?.roles ?? [],
        }}
        onFinish={(fields) =>
          save.mutate({
            inForceFrom: fields.inForceFrom,
            teamIds: fields.scope === 'all' ? [] : fields.teamIds,
            roles: fields.roles,
          })
        }
      >
        <Form.Item
          name="inForceFrom"
          label={t('procedures.inForceFrom')}
          rules={[{ required: true, message: t('procedures.dayMissing') }]}
        >
          <DateInput />
        </Form.Item>
        <Form.Item name="scope" label={t('procedures.forTeams')}>
          <Radio.Group
            options={[
              { value: 'all', label: t('procedures.allTeams') },
              { value: 'teams', label: t('procedures.someTeams') },
            ]}
          />
        </Form.Item>
        {scope === 'teams' ? (
          <Form.Item
            name="teamIds"
            label={t('tickets.field.team')}
            rules={[{ required: true, type: 'array', min: 1, message: t('procedures.teamsMissing') }]}
          >
            <Select mode="multiple" options={teams} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
        ) : null}
        <Form.Item name="roles" label={t('procedures.mustKnow')} extra={t('procedures.mustKnowHint')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('procedures.everyRole')}
            options={roles.map((value) => ({ value, label: t(`procedures.role.${value}`) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
