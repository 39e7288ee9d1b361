import type { CheckInput, Improvement } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Collapse, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../ui/date-input.tsx';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { type CheckFields, checkInputOf } from './check-input.ts';
import { runCheck } from './improvement.queries.ts';
import styles from './improvements.module.css';

/** Runs a check; the days are worked out, and may be set by hand. */
export function CheckForm({ improvement, onChecked }: { improvement: Improvement; onChecked: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<CheckFields>();
  const { pilot } = improvement;
  const comparable = pilot !== null && pilot.comparisonTeams.length > 0;
  const run = useMutation({
    mutationFn: (input: CheckInput) => runCheck(improvement, input),
    onSuccess: onChecked,
    onSettled: () => client.invalidateQueries({ queryKey: ['improvements'] }),
  });
  return (
    <Panel title={t('improvements.runTitle')}>
      <FormError error={run.error} form={form} />
      <Form<CheckFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: comparable ? 'pilot' : 'beforeAfter' }}
        onFinish={(fields) => run.mutate(checkInputOf(fields))}
      >
        <Form.Item name="kind" label={t('improvements.kindLabel')} extra={t('improvements.kindHint')}>
          <Radio.Group
            options={(['beforeAfter', 'pilot'] as const).map((value) => ({
              value,
              label: t(`improvements.kind.${value}`),
              disabled: value === 'pilot' && !comparable,
            }))}
          />
        </Form.Item>
        <Collapse
          ghost
          size="small"
          style={{ marginBottom: 12 }}
          items={[
            {
              key: 'days',
              label: t('improvements.setDays'),
              forceRender: true,
              children: (
                <>
                  <p className="muted" style={{ marginBottom: 10 }}>
                    {t('improvements.setDaysHint')}
                  </p>
                  <div className={styles['pair']}>
                    {(['changeOn', 'beforeFrom', 'beforeTo', 'afterFrom', 'afterTo'] as const).map(
                      (field) => (
                        <Form.Item key={field} name={field} label={t(`improvements.${field}`)}>
                          <DateInput />
                        </Form.Item>
                      ),
                    )}
                  </div>
                </>
              ),
            },
          ]}
        />
        <Button type="primary" htmlType="submit" loading={run.isPending}>
          {t('improvements.run')}
        </Button>
      </Form>
    </Panel>
  );
}
