import { type Call, systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { addUser, createOrganisation, createTeam, giveIdentity } from '../people/index.ts';
import { createCategory, ensureImportedCategories } from '../tickets/index.ts';
import { addCharts } from './add-charts.ts';
import { addImprovements } from './add-improvements.ts';
import { addProcedures } from './add-procedures.ts';
import { addSettings } from './add-settings.ts';
import { addSurveys } from './add-surveys.ts';
import { addTraining } from './add-training.ts';
import type { OpinionSurvey } from './simulator/opinions.ts';
import { plants } from './simulator/plants.ts';
import type { SimAgent } from './simulator/types.ts';
import { categories, retailer, type TeamKey, teams } from './simulator/world.ts';

/** Who may sign in to the demo besides its owner: one person of each role that has a home page of its own. */
export interface DemoSignIn {
  role: 'owner' | 'manager' | 'teamLead' | 'agent' | 'quality';
  name: string;
  email: string;
}

/** The demo's organisation and its ids by the simulator's keys; plain values, so that a job can keep them. */
export interface DemoIds {
  teamIds: Readonly<Record<TeamKey, string>>;
  /** By the agent's index. */
  agentIds: readonly string[];
  categoryIds: Readonly<Record<string, string>>;
  surveyIds: Readonly<Record<OpinionSurvey, string>>;
}

export interface DemoOrganisation {
  orgId: string;
  ids: DemoIds;
  signIns: DemoSignIn[];
}

const domain = 'haiyue.example';

/** Makes the retailer's organisation: owner, teams, staff with roles, category tree. Everybody who signs in has the given password. */
export async function makeDemoOrganisation(
  services: Services,
  agents: readonly SimAgent[],
  password: string,
): Promise<DemoOrganisation> {
  const owner = { role: 'owner' as const, name: '林晓岚', email: `owner@${domain}` };
  const { orgId } = await createOrganisation(services, {
    ...retailer,
    owner: { ...owner, password },
    onlyFirst: true,
  });
  const call: Call = { actor: systemActor(orgId), now: services.clock() };
  const signIns: DemoSignIn[] = [owner];
  const made = await services.database.inOrg(orgId, async (tx) => {
    const teamIds = new Map<TeamKey, string>();
    for (const { key, name } of teams) {
      teamIds.set(
        key,
        (await createTeam(tx, call, { name, parentId: null, calendarId: null, members: [] })).id,
      );
    }
    const everyTeam = [...teamIds.values()].map((teamId) => ({ teamId, lead: false }));
    const office = [
      { role: 'manager', name: '陈思远', email: `manager@${domain}`, teams: everyTeam },
      { role: 'quality', name: '顾雅琴', email: `quality@${domain}`, teams: [] },
    ] as const;
    const people = new Map<string, string>();
    for (const person of office) {
      people.set(person.email, await addUser(tx, call, { ...person, locale: 'zh-CN' }));
      signIns.push({ role: person.role, name: person.name, email: person.email });
    }
    const agentIds: string[] = [];
    for (const { index, name, team, isLead } of agents) {
      const role = isLead ? 'teamLead' : 'agent';
      const email = `${isLead ? `lead.${team}` : `agent${index}`}@${domain}`;
      const id = await addUser(tx, call, {
        name,
        email,
        role,
        locale: 'zh-CN',
        teams: [{ teamId: teamIds.get(team)!, lead: isLead }],
      });
      agentIds.push(id);
      // Of the teams that are slow to take over, the leads too: they can try the quiz of a new procedure.
      const isTourist = isLead && plants.slowHandover.to.some((slow) => slow === team);
      if (isTourist || !signIns.some((signIn) => signIn.role === role)) {
        signIns.push({ role, name, email });
        people.set(email, id);
      }
    }
    const parents = await ensureImportedCategories(tx, call, new Set(categories.map(({ parent }) => parent)));
    const categoryIds = new Map<string, string>();
    for (const [position, { key, name, parent }] of categories.entries()) {
      const input = {
        code: key,
        name,
        names: {},
        parentId: parents.get(parent) ?? null,
        position: 100 + position,
        archived: false,
      };
      categoryIds.set(key, (await createCategory(tx, call, input)).id);
    }
    const since = call.now
      .subtract({ hours: 24 * 550 })
      .toString()
      .slice(0, 10);
    await addSettings(services, tx, call, since);
    await addProcedures(tx, call, since, agentIds);
    const surveyIds = await addSurveys(services, tx, call, teamIds.get('complaints')!);
    const manager = people.get(`manager@${domain}`)!;
    await addCharts(services, tx, call, (key) => teamIds.get(key)!, manager);
    await addTraining(tx, call, agentIds, manager);
    await addImprovements(services, tx, call, (key) => teamIds.get(key)!, manager);
    return { teamIds, agentIds, categoryIds, people, surveyIds };
  });
  for (const { email, name } of signIns.slice(1)) {
    await giveIdentity(services, { orgId, userId: made.people.get(email)!, name, email, password });
  }
  const ids = {
    teamIds: Object.fromEntries(made.teamIds) as Record<TeamKey, string>,
    agentIds: made.agentIds,
    categoryIds: Object.fromEntries(made.categoryIds),
    surveyIds: made.surveyIds,
  };
  return { orgId, ids, signIns };
}
