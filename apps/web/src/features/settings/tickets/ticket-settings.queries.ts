import type {
  CategoryInput,
  MacroInput,
  TicketCategory,
  TicketField,
  TicketFieldChange,
  TicketFieldInput,
  TicketMacro,
} from '@jingyun/contracts';
import { api, ifMatch, sent, unwrap } from '../../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });

export const saveCategory = (category: TicketCategory | null, body: CategoryInput) =>
  category === null
    ? unwrap(api.POST('/api/v1/ticket-categories', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/ticket-categories/{id}', {
          ...path(category.id),
          body: sent(body),
          headers: ifMatch(category.version),
        }),
      );

export const createField = (body: TicketFieldInput) =>
  unwrap(api.POST('/api/v1/ticket-fields', { body: sent(body) }));
export const changeField = (field: TicketField, body: TicketFieldChange) =>
  unwrap(
    api.PUT('/api/v1/ticket-fields/{id}', {
      ...path(field.id),
      body: sent(body),
      headers: ifMatch(field.version),
    }),
  );

export const saveMacro = (macro: TicketMacro | null, body: MacroInput) =>
  macro === null
    ? unwrap(api.POST('/api/v1/ticket-macros', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/ticket-macros/{id}', {
          ...path(macro.id),
          body: sent(body),
          headers: ifMatch(macro.version),
        }),
      );
export const deleteMacro = (macro: TicketMacro) =>
  unwrap(api.DELETE('/api/v1/ticket-macros/{id}', { ...path(macro.id), headers: ifMatch(macro.version) }));
