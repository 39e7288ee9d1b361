import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { defaultColumns } from '../filter-codec.ts';
import { columns as known, type TicketColumn } from '../ticket-values.ts';

/** Which fields a list shows. */
export function ColumnMenu({
  columns,
  onChange,
}: {
  columns: TicketColumn[];
  onChange: (columns: TicketColumn[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
          <Checkbox.Group
            style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '4px 16px' }}
            value={columns}
            options={known.map((value) => ({
              value,
              label: t(`tickets.column.${value}`),
              disabled: value === 'subject',
            }))}
            onChange={(chosen) =>
              onChange(known.filter((column) => column === 'subject' || chosen.includes(column)))
            }
          />
          <Button size="small" onClick={() => onChange(defaultColumns)}>
            {t('common.reset')}
          </Button>
        </div>
      }
    >
      <Button icon={<SettingOutlined />} aria-label={t('tickets.columns')} title={t('tickets.columns')} />
    </Popover>
  );
}
