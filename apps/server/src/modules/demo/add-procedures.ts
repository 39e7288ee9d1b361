import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  acknowledgeFor,
  approve,
  createProcedure,
  newestVersion,
  procedureByCode,
  publishVersion,
  starterCodes,
  submitVersion,
  type VersionRow,
} from '../procedures/index.ts';
import { handoverCode } from './handover.ts';

const words = (zh: string, tw: string, en: string) => ({ 'zh-CN': zh, 'zh-TW': tw, en });

/**
 * How work is handed from team to team, as it has always been done: nothing says until when it is looked at. That is
 * what a second version may mend.
 */
const handover: ProcedureInput = procedureInput.parse({
  code: handoverCode,
  name: words('工单交接', '工單交接', 'Hand-over between teams'),
  kind: 'sop',
  matching: { start: 'handover' },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '工单从一个组转到另一个组时，接手的人知道已经答应了客户什么。',
      '工單從一個組轉到另一個組時，接手的人知道已經答應了客戶什麼。',
      'When a ticket goes from one team to another, those who take it know what the customer was promised.',
    ),
    stages: [
      {
        key: 'give',
        title: words('交出', '交出', 'Hand over'),
        steps: [
          {
            key: 'note',
            title: words('写明已与客户约定的事项', '寫明已與客戶約定的事項', 'Note what was agreed'),
            checklist: [
              {
                key: 'promise',
                text: words(
                  '约定的时间和内容已写进备注',
                  '約定的時間和內容已寫進備註',
                  'What was promised, and until when, is in a note',
                ),
              },
            ],
          },
        ],
      },
      {
        key: 'take',
        title: words('接手', '接手', 'Take over'),
        steps: [
          {
            key: 'assign',
            title: words('指定处理人', '指定處理人', 'Assign somebody'),
            body: words(
              '<p>组长从交接单中分派。</p>',
              '<p>組長從交接單中分派。</p>',
              '<p>The team lead assigns from the list of what was handed over.</p>',
            ),
            role: 'teamLead',
          },
        ],
      },
    ],
  },
});

/** Of so many people one has not read the procedure for complaints yet. */
const unread = 7;

/**
 * The retailer's procedures: the starter set and the hand-over, in force for all teams since the beginning of the
 * demo's time and read by the staff, save by a few of the one for complaints.
 *
 * @param since the beginning of the demo's time, as a day
 * @param staff ids of those who work by them
 */
export async function addProcedures(
  tx: Tx,
  call: Call,
  since: string,
  staff: readonly string[],
): Promise<void> {
  const then: Call = { ...call, now: Temporal.Instant.from(`${since}T01:00:00Z`) };
  const publish = async ({ id, version }: VersionRow) => {
    await submitVersion(tx, then, id, version);
    await approve(tx, then, id, version + 1);
    await publishVersion(tx, then, id, version + 2, {
      inForceFrom: since,
      teamIds: [],
      roles: ['teamLead', 'agent'],
    });
  };
  const read = ({ id }: VersionRow, readers: readonly string[]) =>
    acknowledgeFor(tx, { ...call, now: then.now.add({ hours: 24 }) }, id, readers);
  const { draft } = await createProcedure(tx, then, handover);
  await publish(draft);
  await read(draft, staff);
  for (const code of starterCodes) {
    const procedure = await procedureByCode(tx, code);
    const starter = procedure === null ? null : await newestVersion(tx, procedure.id);
    if (starter === null) continue;
    await publish(starter);
    const isForComplaints = procedure?.matching.ticketKinds.includes('complaint') === true;
    await read(starter, isForComplaints ? staff.filter((_, index) => index % unread !== 0) : staff);
  }
}
