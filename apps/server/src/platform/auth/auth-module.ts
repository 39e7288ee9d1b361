import { authEvents } from '@jingyun/contracts';
import { defineModule } from '../module.ts';
import { accountRoutes } from './account.routes.ts';
import { signInRoutes } from './sign-in.routes.ts';

/** Sign-in, wired like any module. */
export const authModule = defineModule({
  name: 'auth',
  migrations: new URL('./migrations/', import.meta.url),
  events: Object.values(authEvents),
  routes: (app, services) => {
    signInRoutes(app, services);
    accountRoutes(app, services);
  },
});
