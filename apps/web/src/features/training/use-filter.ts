import { useSearchParams } from 'react-router';

/** Filters that stand in the address: those given, and how one is set or taken away. */
export function useFilter<const Key extends string>(keys: readonly Key[]) {
  const [parameters, setParameters] = useSearchParams();
  const filter: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = parameters.get(key);
    if (value !== null && value !== '') filter[key] = value;
  }
  const set = (key: Key, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(key);
    else next.set(key, value);
    setParameters(next, { replace: true });
  };
  return { filter, set, isFiltered: Object.keys(filter).length > 0 };
}
