import type {
  CauseInput,
  CountermeasureInput,
  Improvement,
  ImprovementPlan,
  ImprovementStage,
} from '@jingyun/contracts';
import { expect } from 'vitest';
import type { TestAnswer, TestClient } from '../../testing/use-product.ts';

/** Improvements for tests, through the door that the console uses. Each states only what matters to it. */

export type Answered = TestAnswer<Improvement & { code: string }>;

export const problem = {
  what: '客户抱怨预约改期没有人通知',
  where: '安装调度组',
  when: '二月起',
  howMuch: '满意度从 85 % 降到 60 %',
};

export async function openOne(client: TestClient, over: object = {}): Promise<Improvement> {
  const answer = await client.send<Improvement>('POST', '/api/v1/improvements', {
    title: '提高安装调度满意度',
    problem,
    metric: 'surveys.csat',
    ...over,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** Sends an edit of the version given; refusals are answers too. */
export function edit(
  client: TestClient,
  { id, version }: Pick<Improvement, 'id' | 'version'>,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answered> {
  return client.send(method, `/api/v1/improvements/${id}${path}`, body, {
    'if-match': `"${version}"`,
  });
}

/** As `edit`, where no refusal is expected. */
export async function done(
  client: TestClient,
  of: Improvement,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Improvement> {
  const answer = await edit(client, of, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

export const why = (id: string, parentId: string | null, over: Partial<CauseInput> = {}) => ({
  id,
  tool: 'whys' as const,
  parentId,
  category: null,
  text: `原因 ${id.slice(0, 4)}`,
  ...over,
});

export const measure = (over: Partial<CountermeasureInput> = {}): Partial<CountermeasureInput> => ({
  text: '改期前一天短信提醒',
  status: 'done',
  ...over,
});

export const stageOf = (stage: Exclude<ImprovementStage, 'closed'>) => ({ stage });

/** The plan as it is, to be sent back changed. */
export function planOf(improvement: Improvement): ImprovementPlan {
  const { title, owner, members, teams, problem: stated, metricName, filters, aim, aimOn } = improvement;
  return {
    title,
    ownerId: owner?.id ?? null,
    memberIds: members.map(({ id }) => id),
    teamIds: teams.map(({ id }) => id),
    problem: stated,
    metric: metricName,
    filters,
    aim,
    aimOn,
  };
}
