import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { toApiError } from '../lib/api/problem.ts';
import { isReachable } from '../lib/api/reachable.ts';
import { Page, Panel } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

const lookEveryMs = 3_000;

/**
 * Where a page failed to load or to draw: says so, and keeps the rest of the console in place. If it is the server
 * that does not answer, the page comes by itself when it does again.
 */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!isRouteErrorResponse(error)) console.error(error);
    void isReachable().then((answers) => setLost(!answers));
  }, [error]);
  useEffect(() => {
    if (!lost) return;
    const timer = setInterval(async () => {
      if (await isReachable()) window.location.reload();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [lost]);
  const retry = async () => {
    if (await isReachable()) window.location.reload();
    else setLost(true);
  };
  return (
    <Page title={t('common.error.loadTitle')}>
      <Panel>
        <ErrorState error={lost ? toApiError(null) : error} retry={() => void retry()} />
      </Panel>
    </Page>
  );
}
