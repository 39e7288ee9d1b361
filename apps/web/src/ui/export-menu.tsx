import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../lib/api/download.ts';
import { useShowError } from './use-error-text.ts';

interface ExportMenuProps {
  /** The endpoint that answers with the file; `format` is added. */
  path: string;
  parameters: URLSearchParams;
  /** Without its ending. */
  fileName: string;
  size?: 'small' | 'middle';
}

/** What is on the screen as a file: CSV or XLSX. */
export function ExportMenu({ path, parameters, fileName, size = 'middle' }: ExportMenuProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const showError = useShowError();
  const [busy, setBusy] = useState(false);
  const run = async (format: 'csv' | 'xlsx') => {
    setBusy(true);
    try {
      const query = new URLSearchParams(parameters);
      query.set('format', format);
      await download(`${path}?${query}`, `${fileName}.${format}`);
      void message.success(t('common.exported'));
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('common.exportXlsx') },
          { key: 'csv', label: t('common.exportCsv') },
        ],
        onClick: ({ key }) => void run(key === 'csv' ? 'csv' : 'xlsx'),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={busy} size={size}>
        {t('common.export')}
      </Button>
    </Dropdown>
  );
}
