import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { improvementQuery, type Versioned } from './improvement.queries.ts';

/** A form that changes an improvement, sent on the state that it was opened with. */
export interface Edit<Body> {
  save: (body: Body) => void;
  /** Sends the same again over what somebody else has saved meanwhile. */
  overwrite: () => void;
  /** Loads what somebody else has saved. */
  refresh: () => Promise<void>;
  error: unknown;
  busy: boolean;
}

/**
 * Saves a form. The version is that of when the form was opened, however often the page fetches meanwhile:
 * what a colleague saves in between is seen before it is overwritten.
 */
export function useEdit<Body>(
  opened: Versioned,
  send: (at: Versioned, body: Body) => Promise<unknown>,
  onSaved: () => void,
): Edit<Body> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [base] = useState(opened);
  const refresh = () => client.invalidateQueries({ queryKey: ['improvements'] });
  const mutation = useMutation({
    mutationFn: async ({ body, force }: { body: Body; force: boolean }) => {
      const at = force ? await client.fetchQuery({ ...improvementQuery(base.id), staleTime: 0 }) : base;
      return send(at, body);
    },
    onSuccess: async () => {
      await refresh();
      void message.success(t('common.saved'));
      onSaved();
    },
  });
  return {
    save: (body) => mutation.mutate({ body, force: false }),
    overwrite: () => {
      if (mutation.variables !== undefined) mutation.mutate({ ...mutation.variables, force: true });
    },
    refresh,
    error: mutation.error,
    busy: mutation.isPending,
  };
}
