import type { Locale } from '@jingyun/contracts';
import { queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../lib/api/client.ts';
import { ApiError } from '../../lib/api/problem.ts';
import { setClock } from '../../lib/time/clock.ts';
import { formatInstant, formatRelative, type InstantStyle } from '../../lib/time/format.ts';

/** Who is signed in; null for nobody. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: async () => {
    try {
      const profile = await unwrap(api.GET('/api/v1/me'));
      setClock(profile.now);
      return profile;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_signed_in') return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** Whether anybody can sign in yet. */
export const setUpQuery = queryOptions({
  queryKey: ['set-up'],
  queryFn: () => unwrap(api.GET('/api/v1/setup')),
  staleTime: Number.POSITIVE_INFINITY,
});

export type Profile = NonNullable<ReturnType<typeof useMaybeProfile>>;

export function useMaybeProfile() {
  return useQuery(profileQuery).data;
}

/** The signed-in person. Below the shell only, where there always is one. */
export function useProfile() {
  const { data } = useSuspenseQuery(profileQuery);
  if (data === null) throw new Error('useProfile is for pages of signed-in people.');
  return data;
}

/** Asks whether the signed-in person may do something, whatever the rows it reaches. */
export function useMay(): (permission: string) => boolean {
  const { grants } = useProfile();
  return useCallback((permission: string) => grants[permission] !== undefined, [grants]);
}

/** The language of the page. */
export function useLocale(): Locale {
  return useTranslation().i18n.language as Locale;
}

/** Writes instants in the reader's language and the organisation's time zone. */
export function useInstantFormat() {
  const locale = useLocale();
  const timeZone = useMaybeProfile()?.organisation.timeZone ?? 'Asia/Shanghai';
  return useMemo(
    () => ({
      timeZone,
      instant: (iso: string | null | undefined, style: InstantStyle = 'short') =>
        formatInstant(iso, { style, locale, timeZone }),
      relative: (iso: string, now: number) => formatRelative(iso, now, locale),
    }),
    [locale, timeZone],
  );
}

/** Forgets everything that was loaded for the person who signs out. */
export function useForgetSession(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    client.clear();
    client.setQueryData(profileQuery.queryKey, null);
  }, [client]);
}
