import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Page, Panel } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

/** Where a page failed to load or to draw: says so, and keeps the rest of the console in place. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (!isRouteErrorResponse(error)) console.error(error);
  return (
    <Page title={t('common.error.loadTitle')}>
      <Panel>
        <ErrorState error={error} retry={() => window.location.reload()} />
      </Panel>
    </Page>
  );
}
