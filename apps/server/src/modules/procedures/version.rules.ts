import type { Actor } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { VersionHead } from './version.repo.ts';

/** Whether somebody is still at work on it: of a procedure there is one such version at a time. */
export function isOpenVersion({ status }: VersionHead): boolean {
  return status !== 'published' && status !== 'retired';
}

/** @throws ServiceError procedure_version_in_force, procedure_version_not_draft */
export function requireDraft(version: VersionHead): void {
  if (version.status === 'draft') return;
  const code = isOpenVersion(version) ? 'procedure_version_not_draft' : 'procedure_version_in_force';
  throw new ServiceError(code, { params: { number: version.number } });
}

/** @throws ServiceError procedure_wrong_status */
export function requireStatus(version: VersionHead, ...statuses: VersionHead['status'][]): void {
  if (!statuses.includes(version.status))
    throw new ServiceError('procedure_wrong_status', { params: { number: version.number } });
}

/**
 * Under four eyes, whoever wrote a version does not approve it, nor does an API key: nobody knows whose eyes those
 * are. The product itself may (starter procedures, the demo).
 *
 * @throws ServiceError procedure_own_approval, procedure_approval_by_person
 */
export function requireOtherEyes(fourEyes: boolean, version: VersionHead, actor: Actor): void {
  if (!fourEyes || actor.type === 'system') return;
  if (actor.type !== 'user' || actor.id === null) throw new ServiceError('procedure_approval_by_person');
  if (version.authors.includes(actor.id)) throw new ServiceError('procedure_own_approval');
}

/** @throws ServiceError procedure_date_past; the product itself may back-date */
export function requireNotPast(date: string, today: string, actor: Actor): void {
  if (actor.type !== 'system' && date < today)
    throw new ServiceError('procedure_date_past', { params: { date, today } });
}

/** A day as the organisation counts it. @returns YYYY-MM-DD */
export function dayOf(at: Temporal.Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
