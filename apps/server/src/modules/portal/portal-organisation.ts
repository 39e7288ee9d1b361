import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Services } from '../../platform/services.ts';

/**
 * The organisation whose portal is meant: the one named, or the only one there is.
 * @throws ServiceError portal_not_ready, portal_organisation_required, not_found
 */
export async function portalOrganisation(
  services: Pick<Services, 'database'>,
  asked: string | undefined,
): Promise<string> {
  const orgIds = await services.database.orgIds();
  const [only, ...others] = orgIds;
  if (only === undefined) throw new ServiceError('portal_not_ready');
  if (asked !== undefined) {
    if (!orgIds.includes(asked)) throw new ServiceError('not_found');
    return asked;
  }
  if (others.length > 0) throw new ServiceError('portal_organisation_required');
  return only;
}
