import { useEffect, useState } from 'preact/hooks';

/** A form's values, kept in this tab until it was sent: a reload or a dead line loses nothing. */
export function useDraft<Values extends object>(
  name: string,
  empty: Values,
): [Values, (change: Partial<Values>) => void, () => void] {
  const key = `jingyun.portal.${name}`;
  const [values, setValues] = useState<Values>(() => {
    try {
      return { ...empty, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Values>) };
    } catch {
      return empty;
    }
  });
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(values)), [key, values]);
  return [values, (change) => setValues((before) => ({ ...before, ...change })), () => setValues(empty)];
}
