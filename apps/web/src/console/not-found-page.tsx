import { CompassOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page, Panel } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';

/** An address with nothing behind it. */
export default function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.error.notFoundTitle')}>
      <Panel>
        <EmptyState
          icon={<CompassOutlined />}
          title={t('shell.notFound.title')}
          hint={t('shell.notFound.hint')}
          action={
            <Link to="/">
              <Button type="primary">{t('shell.notFound.home')}</Button>
            </Link>
          }
        />
      </Panel>
    </Page>
  );
}
