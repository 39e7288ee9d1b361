import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { profileQuery, setUpQuery } from '../features/session/session.ts';
import { changeLocale, loadRoomWords } from '../lib/i18n/i18n.ts';
import { currentLocale } from '../lib/i18n/locale.ts';
import { PageError } from './page-error.tsx';
import { Shell } from './shell/shell.tsx';
import { SplashScreen } from './splash-screen.tsx';

type Load = () => Promise<{ default: ComponentType }>;

/** A screen in a chunk of its own, which may be the first that somebody sees. */
const firstScreen = (path: string | undefined, load: Load): RouteObject => {
  const lazy = async () => ({ Component: (await load()).default });
  return path === undefined ? { index: true, lazy } : { path, lazy };
};

/** Any other, with the words of all rooms. */
const screen = (path: string, load: Load): RouteObject =>
  firstScreen(path, async () => {
    const [page] = await Promise.all([load(), loadRoomWords()]);
    return page;
  });

/** All addresses of the console. What needs a signed-in person lies under the shell. */
export function makeRouter(client: QueryClient) {
  const signedIn = async ({ request }: { request: Request }) => {
    const profile = await client.ensureQueryData(profileQuery);
    if (profile !== null) {
      // The language is the person's, on whatever machine they sign in; what is fetched next comes in it.
      if (profile.locale !== currentLocale()) await changeLocale(profile.locale);
      return null;
    }
    const { needed } = await client.ensureQueryData(setUpQuery);
    if (needed) throw redirect('/set-up');
    const { pathname, search } = new URL(request.url);
    const back = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    throw redirect(`/sign-in${back}`);
  };

  return createBrowserRouter([
    {
      errorElement: <PageError />,
      hydrateFallbackElement: <SplashScreen />,
      children: [
        firstScreen('set-up', () => import('../features/session/set-up-page.tsx')),
        firstScreen('sign-in', () => import('../features/session/sign-in-page.tsx')),
        firstScreen('forgot-password', () => import('../features/session/forgot-password-page.tsx')),
        firstScreen('reset-password', () => import('../features/session/reset-password-page.tsx')),
        firstScreen('invitations/:token', () => import('../features/session/invitation-page.tsx')),
        {
          // For paper: without the shell.
          path: 'improvements/:id/a3',
          loader: signedIn,
          lazy: async () => {
            const [page] = await Promise.all([
              import('../features/improvements/a3-page.tsx'),
              loadRoomWords(),
            ]);
            return { Component: page.default };
          },
        },
        {
          path: '/',
          id: 'shell',
          loader: signedIn,
          shouldRevalidate: () => false,
          Component: Shell,
          children: [
            {
              errorElement: <PageError />,
              children: [
                firstScreen(undefined, () => import('../features/home/home-page.tsx')),
                screen('tickets', () => import('../features/tickets/list/ticket-list-page.tsx')),
                screen('tickets/:id', () => import('../features/tickets/page/ticket-page.tsx')),
                screen('board', () => import('../features/metrics/board/board-page.tsx')),
                screen('analysis', () => import('../features/metrics/explorer/explorer-page.tsx')),
                screen('charts', () => import('../features/charts/chart-list-page.tsx')),
                screen('charts/:id', () => import('../features/charts/chart-page.tsx')),
                screen('alerts', () => import('../features/charts/alert-list-page.tsx')),
                screen('customers', () => import('../features/customers/customer-list-page.tsx')),
                screen('customers/:id', () => import('../features/customers/customer-page.tsx')),
                screen('surveys', () => import('../features/surveys/survey-list-page.tsx')),
                screen('surveys/:id', () => import('../features/surveys/survey-page.tsx')),
                screen('surveys/:id/:tab', () => import('../features/surveys/survey-page.tsx')),
                screen('improvements', () => import('../features/improvements/improvement-list-page.tsx')),
                screen('improvements/:id', () => import('../features/improvements/improvement-page.tsx')),
                screen(
                  'improvements/:id/:tab',
                  () => import('../features/improvements/improvement-page.tsx'),
                ),
                screen('threads/:type/:id', () => import('../features/threads/thread-page.tsx')),
                screen('tour', () => import('../features/demo/tour-page.tsx')),
                screen('procedures', () => import('../features/procedures/procedure-list-page.tsx')),
                screen('procedures/new', () => import('../features/procedures/new-procedure-page.tsx')),
                screen('procedures/:id', () => import('../features/procedures/procedure-page.tsx')),
                screen('procedures/:id/:tab', () => import('../features/procedures/procedure-page.tsx')),
                screen(
                  'procedures/:id/edit/:versionId',
                  () => import('../features/procedures/editor/editor-page.tsx'),
                ),
                screen('training', () => import('../features/training/training-page.tsx')),
                screen('training/courses', () => import('../features/training/training-page.tsx')),
                screen('training/progress', () => import('../features/training/training-page.tsx')),
                screen('training/questions', () => import('../features/training/training-page.tsx')),
                screen('training/settings', () => import('../features/training/training-page.tsx')),
                screen('training/courses/:id', () => import('../features/training/course-page.tsx')),
                screen('training/courses/:id/:tab', () => import('../features/training/course-page.tsx')),
                screen('training/attempts/:id', () => import('../features/training/attempt-page.tsx')),
                screen('training/:id', () => import('../features/training/my-course-page.tsx')),
                screen('people', () => import('../features/people/people-page.tsx')),
                screen('people/:tab', () => import('../features/people/people-page.tsx')),
                screen('imports', () => import('../features/imports/import-list-page.tsx')),
                screen('imports/:id', () => import('../features/imports/import-page.tsx')),
                screen('jobs', () => import('../features/jobs/jobs-page.tsx')),
                screen('settings', () => import('../features/settings/settings-page.tsx')),
                screen('settings/:section', () => import('../features/settings/settings-page.tsx')),
                screen('settings/:section/:id', () => import('../features/settings/settings-page.tsx')),
                screen('*', () => import('./not-found-page.tsx')),
              ],
            },
          ],
        },
      ],
    },
  ]);
}
