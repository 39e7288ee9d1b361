import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../lib/api/client.ts';
import { allPages } from '../../lib/api/pages.ts';
import { useLocale } from '../session/session.ts';

const staleTime = 5 * 60_000;

/** Everybody of the organisation; also those who left, so that their names can still be shown. */
export const usersQuery = queryOptions({
  queryKey: ['users', 'all'],
  queryFn: () => allPages((page) => unwrap(api.GET('/api/v1/users', { params: { query: page } }))),
  staleTime,
});

export const teamsQuery = queryOptions({
  queryKey: ['teams', 'all'],
  queryFn: () => allPages((page) => unwrap(api.GET('/api/v1/teams', { params: { query: page } }))),
  staleTime,
});

export const categoriesQuery = queryOptions({
  queryKey: ['ticket-categories'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/ticket-categories'))).data,
  staleTime,
});

export const ticketFieldsQuery = queryOptions({
  queryKey: ['ticket-fields'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/ticket-fields'))).data,
  staleTime,
});

interface Names {
  user: (id: string | null | undefined) => string | null;
  team: (id: string | null | undefined) => string | null;
  /** With the names above it: `空调 / 不制冷`. */
  category: (id: string | null | undefined) => string | null;
}

/** Turns ids into names; null while they load, and for none. */
export function useNames(): Names {
  const locale = useLocale();
  const users = useQuery(usersQuery).data;
  const teams = useQuery(teamsQuery).data;
  const categories = useQuery(categoriesQuery).data;
  return useMemo(() => {
    const userNames = new Map(users?.map((user) => [user.id, user.name]));
    const teamNames = new Map(teams?.map((team) => [team.id, team.name]));
    const categoryById = new Map(categories?.map((category) => [category.id, category]));
    const path = (id: string): string | null => {
      const category = categoryById.get(id);
      if (category === undefined) return null;
      const name = category.names[locale] ?? category.name;
      const above = category.parentId === null ? null : path(category.parentId);
      return above === null ? name : `${above} / ${name}`;
    };
    const lookUp = (names: Map<string, string>) => (id: string | null | undefined) =>
      id === null || id === undefined ? null : (names.get(id) ?? null);
    return {
      user: lookUp(userNames),
      team: lookUp(teamNames),
      category: (id) => (id === null || id === undefined ? null : path(id)),
    };
  }, [users, teams, categories, locale]);
}

export interface CategoryNode {
  value: string;
  title: string;
  children: CategoryNode[];
}

/** Categories as a tree for a TreeSelect; archived ones only where they are asked for. */
export function useCategoryTree({ archived = false } = {}): CategoryNode[] {
  const locale = useLocale();
  const { data } = useQuery(categoriesQuery);
  return useMemo(() => {
    const below = (parentId: string | null): CategoryNode[] =>
      (data ?? [])
        .filter((category) => category.parentId === parentId && (archived || !category.archived))
        .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name, locale))
        .map((category) => ({
          value: category.id,
          title: category.names[locale] ?? category.name,
          children: below(category.id),
        }));
    return below(null);
  }, [data, archived, locale]);
}

export interface Choice {
  value: string;
  label: string;
}

/** People who can work now, for selects; of one team where one is given. */
export function useUserChoices(teamId?: string | null): Choice[] {
  const { data } = useQuery(usersQuery);
  return useMemo(
    () =>
      (data ?? [])
        .filter((user) => user.status === 'active' || user.status === 'invited')
        .filter(
          (user) => teamId === undefined || teamId === null || user.teams.some((team) => team.id === teamId),
        )
        .map((user) => ({ value: user.id, label: user.name })),
    [data, teamId],
  );
}

/** Active teams for selects. */
export function useTeamChoices(): Choice[] {
  const { data } = useQuery(teamsQuery);
  return useMemo(
    () => (data ?? []).filter((team) => team.active).map((team) => ({ value: team.id, label: team.name })),
    [data],
  );
}

/** A word for an id that is not known (any more). */
export function useUnknownWord(): string {
  return useTranslation().t('common.unknown');
}
