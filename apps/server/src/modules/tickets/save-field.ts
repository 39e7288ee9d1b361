import {
  type TicketField,
  type TicketFieldChange,
  type TicketFieldInput,
  ticketFieldSaved,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { fieldError, ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { appendSetting } from './setting-event.ts';
import { nextRevision, writeField } from './settings.repo.ts';
import { settingsToEdit } from './settings.ts';

export const maxFields = 100;

/** @throws ServiceError already_exists (key), ticket_too_many_settings, invalid_input (options) */
export async function createField(tx: Tx, call: Call, input: TicketFieldInput): Promise<TicketField> {
  authorise(call.actor, 'tickets.configure');
  await nextRevision(tx);
  const { fields } = await settingsToEdit(tx);
  if (fields.length >= maxFields)
    throw new ServiceError('ticket_too_many_settings', { params: { limit: maxFields } });
  const field = { id: uuidv7(), ...input, version: 1 };
  checkOptions(field);
  await writeField(tx, field);
  await appendSetting(tx, call, ticketFieldSaved, 'ticketField', field.id, null, field);
  return field;
}

/** Changes or archives a field. Its key and type stay; values that tickets have stay as they are. */
export async function replaceField(
  tx: Tx,
  call: Call,
  id: string,
  input: TicketFieldChange,
  expectedVersion: number,
): Promise<TicketField> {
  authorise(call.actor, 'tickets.configure');
  await nextRevision(tx);
  const before = (await settingsToEdit(tx)).fields.find((field) => field.id === id);
  if (before === undefined) throw new ServiceError('not_found');
  refuseStale(expectedVersion, before.version);
  const after: TicketField = { ...before, ...input, version: before.version + 1 };
  checkOptions(after);
  await writeField(tx, after);
  await appendSetting(tx, call, ticketFieldSaved, 'ticketField', id, before, after);
  return after;
}

/** Choices need options, each once; other types have none. */
function checkOptions(field: TicketField): void {
  const choice = field.type === 'select' || field.type === 'multiselect';
  const values = field.options.map((option) => option.value);
  if (choice && values.length === 0) throw fieldError('options', 'options_required', 'options_required');
  if (!choice && values.length > 0)
    throw fieldError('options', 'options_not_for_this_type', 'options_not_for_this_type');
  if (new Set(values).size !== values.length) throw fieldError('options', 'option_twice', 'option_twice');
}
