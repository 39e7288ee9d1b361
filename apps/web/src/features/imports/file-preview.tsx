import type { ImportSniff } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import styles from './imports.module.css';

const rowsShown = 5;

/** The beginning of the file as it was read: wrong letters or columns show here first. */
export function FilePreview({ sniff }: { sniff: ImportSniff }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('imports.preview')}
      extra={<span className="faint">{t('imports.previewHint')}</span>}
      flush
    >
      <div className={styles['sheet']}>
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {sniff.headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sniff.sample.slice(0, rowsShown).map((row) => (
              <tr key={row.rowNumber}>
                <td className="faint">{row.rowNumber}</td>
                {sniff.headers.map((header) => (
                  <td key={header} title={row.values[header]}>
                    {row.values[header]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
