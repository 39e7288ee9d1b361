import { trainingWords } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../lib/api/client.ts';
import { currentLocale } from '../../lib/i18n/locale.ts';

/** Procedures for a select, by code. */
export const procedureChoicesQuery = queryOptions({
  queryKey: ['procedures', 'choices'],
  queryFn: async () => {
    const { data } = await unwrap(api.GET('/api/v1/procedures', { params: { query: {} } }));
    return data.map(({ id, code, name }) => ({
      value: id,
      label: `${code} ${trainingWords(name, currentLocale())}`,
    }));
  },
});
