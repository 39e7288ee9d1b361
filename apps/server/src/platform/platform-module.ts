import { platformPermissions } from '@jingyun/contracts';
import { prepareEventPartitions } from './events/partitions.ts';
import { defineModule } from './module.ts';

/** The platform's own tables and permissions, wired like any module's. */
export const platformModule = defineModule({
  name: 'platform',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: platformPermissions,
  schedules: [{ name: 'events.partitions', cron: '23 3 * * *', run: prepareEventPartitions }],
});
