import type { Improvement } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api/problem.ts';
import { useShowError } from '../../ui/use-error-text.ts';
import { type CauseEdit, causesOf } from './cause-edits.ts';
import { improvementQuery, replaceCauses } from './improvement.queries.ts';

/** Saves each edit of the cause analysis at once; where a colleague was faster, it is made again on what they saved. */
export function useCauseEdits(id: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useShowError();
  const { queryKey } = improvementQuery(id);
  const send = async (make: CauseEdit, current: Improvement) => {
    const causes = make(causesOf(current.causes));
    if (causes === null) {
      const words = t('improvements.overtaken');
      throw new ApiError({ status: 409, code: 'version_conflict', title: words, detail: words });
    }
    return replaceCauses(current, causes);
  };
  return useMutation({
    // One after another: each begins with what the one before it left.
    scope: { id: `improvement ${id}` },
    mutationFn: async (make: CauseEdit) => {
      const current = await client.ensureQueryData(improvementQuery(id));
      try {
        return await send(make, current);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error;
        return send(make, await client.fetchQuery({ ...improvementQuery(id), staleTime: 0 }));
      }
    },
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (error) => {
      showError(error);
      return client.invalidateQueries({ queryKey });
    },
  });
}
