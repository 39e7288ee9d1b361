import type { ProcedureInput } from '@jingyun/contracts';
import { coaching } from './coaching.ts';
import { complaint } from './complaint.ts';
import { crisis } from './crisis.ts';
import { onsite } from './onsite.ts';
import { service } from './service.ts';

/** What a new organisation finds, as drafts to adapt. */
export const starterProcedures: readonly ProcedureInput[] = [complaint, service, crisis, onsite, coaching];

/** The codes by which a new organisation finds them. */
export const starterCodes: readonly string[] = starterProcedures.map(({ code }) => code);
