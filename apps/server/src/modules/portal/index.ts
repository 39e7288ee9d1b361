import { sweepUploads } from '../../platform/files/uploads.ts';
import { defineModule } from '../../platform/module.ts';
import { portalRoutes } from './portal.routes.ts';
import { replyNotices } from './reply-notices.projector.ts';

export { networkOf } from './portal.limits.ts';

/** The customers' side: open a ticket without an account, follow it by a link. */
export const portalModule = defineModule({
  name: 'portal',
  migrations: new URL('./migrations/', import.meta.url),
  routes: portalRoutes,
  projectors: (services) => [replyNotices(services)],
  schedules: [
    {
      name: 'portal.sweep-uploads',
      cron: '53 * * * *',
      run: async (services, orgId) => {
        await services.database.inOrg(orgId, (tx) => sweepUploads(tx, services.files, services.clock()));
      },
    },
  ],
});
