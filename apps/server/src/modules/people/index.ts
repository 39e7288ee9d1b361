import { peopleEvents, peoplePermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { peopleDimensionNames } from './people.dimensions.ts';

export { peopleDirectory } from './directory.ts';

export const peopleModule = defineModule({
  name: 'people',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: peoplePermissions,
  events: Object.values(peopleEvents),
  dimensionNames: peopleDimensionNames,
});
