import {
  type ProcedureContent,
  type ProcedureInput,
  type ProcedurePublish,
  procedureContent,
  procedureInput,
} from '@jingyun/contracts';
import type { z } from 'zod';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { publishVersion } from './publish-version.ts';
import { approve, submitVersion } from './review-version.ts';
import { createProcedure } from './save-procedure.ts';
import type { VersionRow } from './version.repo.ts';

/** Procedures for tests: each states only what matters to it. */

export const zh = (text: string) => ({ 'zh-CN': text });

type StepInput = z.input<typeof procedureContent>['stages'][number]['steps'][number];

/** Content of one stage with these steps. */
export function contentOf(...steps: (Partial<StepInput> & { key: string })[]): ProcedureContent {
  return procedureContent.parse({
    locale: 'zh-CN',
    stages: [
      { key: 'only', title: zh('全部'), steps: steps.map((step) => ({ title: zh(step.key), ...step })) },
    ],
  });
}

/** A call-back with a mandatory step that needs another, and a third that is free. */
export const callBack = contentOf(
  { key: 'listen', mandatory: true, checklist: [{ key: 'words', text: zh('记下原话') }] },
  { key: 'answer', mandatory: true, requires: ['listen'], minutes: 30 },
  { key: 'learn' },
);

let made = 0;
/** Body of create; without anything said, a procedure for complaints with `callBack`. */
export function procedureBody(over: Partial<z.input<typeof procedureInput>> = {}): ProcedureInput {
  made += 1;
  return procedureInput.parse({
    code: `SOP-${made}`,
    name: { 'zh-CN': '投诉回访', en: 'Call-back' },
    kind: 'sop',
    matching: { start: 'ticket', ticketKinds: ['complaint'] },
    content: callBack,
    ...over,
  });
}

/** A version in force, from long ago and for everybody unless said otherwise; made by the product itself. */
export async function inForceVersion(
  tx: Tx,
  call: Call,
  over: Partial<z.input<typeof procedureInput>> = {},
  publication: Partial<ProcedurePublish> = {},
): Promise<VersionRow> {
  const system = { ...call, actor: systemActor(tx.orgId) };
  const { draft } = await createProcedure(tx, system, procedureBody(over));
  return putInForce(tx, system, draft, publication);
}

/** Reviews, approves and publishes a draft as the product itself. */
export async function putInForce(
  tx: Tx,
  call: Call,
  { id, version }: VersionRow,
  publication: Partial<ProcedurePublish> = {},
): Promise<VersionRow> {
  const system = { ...call, actor: systemActor(tx.orgId) };
  await submitVersion(tx, system, id, version);
  await approve(tx, system, id, version + 1);
  return publishVersion(tx, system, id, version + 2, {
    inForceFrom: '2026-01-01',
    teamIds: [],
    roles: [],
    ...publication,
  });
}
