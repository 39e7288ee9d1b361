import { defineModule } from '../../platform/module.ts';
import { threadRoutes } from './thread.routes.ts';

/** From any record: why, and what came of it. Read from the causes that events name; owns no table. */
export const threadsModule = defineModule({ name: 'threads', routes: threadRoutes });
