import { customerEvents, customerPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';

export const customersModule = defineModule({
  name: 'customers',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: customerPermissions,
  events: Object.values(customerEvents),
});
