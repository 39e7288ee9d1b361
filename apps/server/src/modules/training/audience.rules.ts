import type { Colleague } from '../people/index.ts';

/** Who is to take a course: of the teams and with one of the roles; an empty list means all. */
export interface Audience {
  teamIds: readonly string[];
  roles: readonly string[];
}

/** True where the person is of the audience. */
export function isOf({ teamIds, roles }: Audience, person: Pick<Colleague, 'teamIds' | 'roles'>): boolean {
  const inTeam = teamIds.length === 0 || person.teamIds.some((team) => teamIds.includes(team));
  return inTeam && (roles.length === 0 || person.roles.some((role) => roles.includes(role)));
}

/** How many of the people are of each team; who has several counts for the first, so that the sum is everybody. */
export function peopleByTeam(
  people: readonly Pick<Colleague, 'teamIds'>[],
): { teamId: string | null; people: number }[] {
  const counts = new Map<string | null, number>();
  for (const { teamIds } of people) counts.set(teamIds[0] ?? null, (counts.get(teamIds[0] ?? null) ?? 0) + 1);
  return [...counts].map(([teamId, count]) => ({ teamId, people: count }));
}
