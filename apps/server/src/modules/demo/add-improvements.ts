import { randomUUID } from 'node:crypto';
import {
  type CountermeasureInput,
  countermeasureInput,
  type ImprovementOpen,
  improvementOpen,
} from '@jingyun/contracts';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import {
  addCountermeasure,
  analyseCauses,
  changeStage,
  closeImprovement,
  openImprovement,
} from '../improvements/index.ts';
import { retailer, type TeamKey } from './simulator/world.ts';

/** Since when the reminder of repair appointments works: as long as its check looks back. */
export const reminderWeeks = 8;

/**
 * Three improvements that the manager leads, in different stages. The reminder of repair appointments is planted as one
 * that does nothing: it stands in the stage check, and its check must show no difference. Nothing is opened for the slow
 * hand-over: to find that is left to whoever tries the demo.
 *
 * @param teamId the teams' ids by their keys in the simulated world
 * @param managerId who leads them
 */
export async function addImprovements(
  services: Services,
  tx: Tx,
  call: Call,
  teamId: (key: TeamKey) => string,
  managerId: string,
): Promise<void> {
  const manager = { ...systemActor(call.actor.orgId), type: 'user' as const, id: managerId };
  const ago = (weeks: number): Call => ({
    actor: manager,
    now: call.now.subtract({ hours: Math.round(weeks * 7 * 24) }),
  });
  const dayIn = (weeks: number) =>
    call.now.toZonedDateTimeISO(retailer.timeZone).toPlainDate().add({ weeks }).toString();
  await addReminder(services, tx, ago, dayIn, teamId('repair'), managerId);
  await addFirstReplies(services, tx, ago, teamId('online'));
  await addCallback(services, tx, ago, dayIn, teamId('complaints'), managerId);
}

type Ago = (weeks: number) => Call;

async function addReminder(
  services: Services,
  tx: Tx,
  ago: Ago,
  dayIn: (weeks: number) => string,
  team: string,
  managerId: string,
): Promise<void> {
  const steps = stepsOf(
    tx,
    await open(services, tx, ago(11), {
      title: '缩短维修工单解决时长',
      teamIds: [team],
      problem: {
        what: '维修预约当天客户不在家，需要改约，工单一拖再拖。',
        where: '维修售后组',
        when: '近半年一直如此',
        howMuch: '解决一张维修工单平均约 60 小时。',
      },
      metric: 'tickets.resolutionTime',
      filters: { team: [team] },
    }),
  );
  const [forgot, notTold] = [randomUUID(), randomUUID()];
  await steps.stage(ago(10.9), 'analyse');
  await steps.analyse(ago(10.5), [
    { id: forgot, parentId: null, text: '客户忘记了预约' },
    { id: notTold, parentId: forgot, text: '预约之后没有再提醒', isRoot: true },
  ]);
  await steps.stage(ago(10.4), 'act');
  await steps.counter(ago(reminderWeeks), {
    text: '上门前一天向客户发送维修预约提醒短信',
    ownerId: managerId,
    dueOn: dayIn(-reminderWeeks),
    causeId: notTold,
    status: 'done',
    doneOn: dayIn(-reminderWeeks),
  });
  await steps.stage(ago(reminderWeeks - 0.1), 'check');
}

async function addFirstReplies(services: Services, tx: Tx, ago: Ago, team: string): Promise<void> {
  const steps = stepsOf(
    tx,
    await open(services, tx, ago(3), {
      title: '缩短在线客服首次响应时间',
      suggestion: '客户在问卷里说：晚上咨询要等到第二天才有人回复，希望先告诉我大概要等多久。',
      teamIds: [team],
      problem: {
        what: '晚间提交的在线咨询要等到第二天上午才有人回复，早班一上班就要先消化积压。',
        where: '在线客服组',
        when: '每天 21 点以后',
        howMuch: '21 点以后提交的，首次响应时间中位数超过 11 小时；白天约 8 分钟。',
      },
      metric: 'tickets.firstReplyTime',
      filters: { team: [team] },
    }),
  );
  await steps.stage(ago(2.9), 'analyse');
  const [roster, tools] = [randomUUID(), randomUUID()];
  await steps.analyse(ago(2), [
    { id: roster, tool: 'fishbone', parentId: null, category: 'people', text: '21 点以后没有人值班' },
    {
      id: tools,
      tool: 'fishbone',
      parentId: null,
      category: 'tools',
      text: '没有告知预计等待时间的自动回复',
    },
    {
      id: randomUUID(),
      tool: 'fishbone',
      parentId: null,
      category: 'method',
      text: '早班先处理新来的，隔夜的排在后面',
    },
    { id: randomUUID(), tool: 'fishbone', parentId: roster, text: '排班按全天平均来量计算，没有看晚间' },
  ]);
}

async function addCallback(
  services: Services,
  tx: Tx,
  ago: Ago,
  dayIn: (weeks: number) => string,
  team: string,
  managerId: string,
): Promise<void> {
  const steps = stepsOf(
    tx,
    await open(services, tx, ago(34), {
      title: '投诉结案前电话回访',
      teamIds: [team],
      problem: {
        what: '投诉结案后客户仍不满意，又来追问。',
        where: '投诉处理组',
        when: '去年起',
        howMuch: '每二十五件投诉约有一件重新打开。',
      },
      metric: 'tickets.reopenRate',
      filters: { team: [team] },
    }),
  );
  const unsure = randomUUID();
  await steps.stage(ago(33.9), 'analyse');
  await steps.analyse(ago(33), [
    { id: unsure, parentId: null, text: '结案时没有与客户确认结果', isRoot: true },
  ]);
  await steps.stage(ago(32.9), 'act');
  await steps.counter(ago(32), {
    text: '结案前由专人电话回访',
    ownerId: managerId,
    dueOn: dayIn(-30),
    causeId: unsure,
    status: 'doing',
  });
  await closeImprovement(tx, ago(28), steps.id, steps.version(), {
    outcome: 'cancelled',
    reason: '外呼时段与客户作息冲突，接通率不足三成，改由短信确认。',
    standardise: '',
    lessons: '先用一周小范围试打，再决定是否全面推行。',
  });
}

function open(services: Services, tx: Tx, call: Call, input: ImprovementOpen) {
  return openImprovement(tx, call, services, improvementOpen.parse(input));
}

type Analysis = Parameters<typeof analyseCauses>[4];
type DraftCause = Pick<Analysis[number], 'id' | 'parentId' | 'text'> & Partial<Analysis[number]>;

/** The steps of one improvement, one after the other: each takes the version that the one before it left. */
function stepsOf(tx: Tx, opened: { id: string; version: number }) {
  const { id } = opened;
  let { version } = opened;
  const keep = (row: { version: number }) => {
    version = row.version;
  };
  return {
    id,
    version: () => version,
    stage: async (call: Call, stage: Parameters<typeof changeStage>[4]) =>
      keep(await changeStage(tx, call, id, version, stage)),
    analyse: async (call: Call, causes: readonly DraftCause[]) => {
      const whole = causes.map((cause) => ({
        tool: 'whys' as const,
        category: null,
        isRoot: false,
        ticketIds: [],
        ...cause,
      }));
      keep(await analyseCauses(tx, call, id, version, whole));
    },
    counter: async (call: Call, input: Partial<CountermeasureInput>) =>
      keep((await addCountermeasure(tx, call, id, version, countermeasureInput.parse(input))).improvement),
  };
}
