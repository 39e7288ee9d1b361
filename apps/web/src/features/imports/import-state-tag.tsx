import type { ImportState } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<ImportState, string> = {
  uploaded: 'default',
  checking: 'processing',
  queued: 'processing',
  running: 'processing',
  done: 'success',
  failed: 'error',
  cancelled: 'warning',
};

/** Where an import stands. */
export function ImportStateTag({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  return <Tag color={colours[state]}>{t(`imports.state.${state}`)}</Tag>;
}
