import { InboxOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api/problem.ts';
import styles from './states.module.css';
import { useErrorText } from './use-error-text.ts';

interface StateProps {
  icon?: ReactNode;
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
}

function State({ icon, title, hint, action, compact = false, role }: StateProps & { role?: 'alert' }) {
  return (
    <div className={compact ? styles['compact'] : styles['state']} role={role}>
      <div className={styles['icon']}>{icon}</div>
      <div className={styles['title']}>{title}</div>
      {hint === undefined ? null : <div className={styles['hint']}>{hint}</div>}
      {action === undefined ? null : <div className={styles['action']}>{action}</div>}
    </div>
  );
}

/** Nothing there, and what to do about it. */
export function EmptyState(props: StateProps) {
  return <State {...props} icon={props.icon ?? <InboxOutlined />} />;
}

/** Something failed: what the server said, and a way on. */
export function ErrorState({
  error,
  retry,
  compact,
}: {
  error: unknown;
  retry?: () => void;
  compact?: boolean;
}) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const code = error instanceof ApiError ? error.code : 'unexpected';
  const title =
    code === 'forbidden'
      ? t('common.error.forbiddenTitle')
      : code === 'not_found'
        ? t('common.error.notFoundTitle')
        : t('common.error.loadTitle');
  const requestId = error instanceof ApiError ? error.problem.requestId : undefined;
  return (
    <State
      role="alert"
      icon={<WarningOutlined />}
      title={title}
      compact={compact ?? false}
      hint={
        <>
          {errorText(error)}
          {requestId === undefined ? null : (
            <div className={`${styles['reference']} mono`}>
              {t('common.error.requestId', { id: requestId })}
            </div>
          )}
        </>
      }
      action={
        retry === undefined || code === 'forbidden' ? undefined : (
          <Button onClick={retry}>{t('common.retry')}</Button>
        )
      }
    />
  );
}

/** Grey lines where a list is about to be, as tall as the rows that come. */
export function LoadingRows({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles['rows']} aria-busy="true" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton.Input key={row} active block size="small" />
      ))}
    </div>
  );
}
