import { authEvents } from '@jingyun/contracts';
import { defineModule } from '../module.ts';

/** Sign-in, wired like any module. */
export const authModule = defineModule({
  name: 'auth',
  migrations: new URL('./migrations/', import.meta.url),
  events: Object.values(authEvents),
});
