import { createOrganisation } from '../modules/people/index.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import type { Services } from '../platform/services.ts';
import { tell, terminalLocale } from './output.ts';

/**
 * The organisation that a command works on: the one that is named, or the only one
 * there is. On an empty installation one is made, whose owner is whoever sets the
 * console up.
 *
 * @throws ServiceError not_found, Error where there are several and none is named
 */
export async function organisationFor(services: Services, named?: string): Promise<string> {
  const orgIds = await services.database.orgIds();
  if (named !== undefined) {
    if (!orgIds.includes(named)) throw new ServiceError('not_found');
    return named;
  }
  const [only, ...others] = orgIds;
  if (others.length > 0) {
    const words = {
      zh: `有多个组织，请用 --organisation 指定一个：\n  ${orgIds.join('\n  ')}`,
      en: `There are several organisations. Name one with --organisation:\n  ${orgIds.join('\n  ')}`,
    };
    throw new Error(tell(words));
  }
  if (only !== undefined) return only;
  const made = await createOrganisation(services, {
    name: tell({ zh: '我的组织', en: 'My organisation' }),
    timeZone: localTimeZone(),
    locale: terminalLocale(),
    onlyFirst: true,
  });
  return made.orgId;
}

/** This machine's zone; a server set to UTC says nothing about its people, who are most likely in China. */
function localTimeZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === 'UTC' || zone.startsWith('Etc/') ? 'Asia/Shanghai' : zone;
}
