import { closeSync, openSync, writeSync } from 'node:fs';
import { seeded } from '../../packages/analytics/src/testing.ts';

const header =
  'number,incident_state,reassignment_count,reopen_count,made_sla,caller_id,opened_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,impact,urgency,priority,assignment_group,assigned_to,closed_code,resolved_at,closed_at';
const states = ['New', 'Active', 'Active', 'Awaiting User Info', 'Active', 'Resolved', 'Closed'];

/**
 * Writes a change log in the shape of the public incident log: ServiceNow's columns,
 * day-first minutes, `?` for unknown, three to nine rows for each incident in the order
 * of the file. The same for the same number of incidents.
 *
 * @returns how many rows it has below the header
 */
export function logOfIncidents(path: string, incidents: number): number {
  const random = seeded(20_160_229);
  const file = openSync(path, 'w');
  let rows = 0;
  let text = `${header}\n`;
  for (let number = 1; number <= incidents; number += 1) {
    const opened = Date.UTC(2016, 1, 29) + Math.floor(random() * 365 * 1440) * 60_000;
    const count = 3 + Math.floor(random() * 6.4);
    const closed = opened + Math.floor(random() * 20_000) * 60_000 + 3_600_000;
    const group = 1 + Math.floor(random() * 70);
    const person = 1 + Math.floor(random() * 220);
    for (let index = 0; index < count; index += 1) {
      const last = index === count - 1;
      const state = last ? 'Closed' : index === count - 2 ? 'Resolved' : states[Math.min(index, 4)];
      const at = last
        ? closed
        : opened + Math.floor(((closed - opened) * index ** 3) / (count * 60_000 * count ** 2)) * 60_000;
      const moved = index > 2 && random() < 0.2;
      text += [
        String(number).padStart(7, '0'),
        state,
        moved ? 1 : 0,
        0,
        number % 3 === 0 ? 'false' : 'true',
        1 + (number % 5000),
        stamp(opened),
        1 + Math.floor(random() * 800),
        stamp(at),
        'Phone',
        1 + (number % 220),
        1 + (number % 50),
        1 + (number % 250),
        2,
        2,
        '3 - Moderate',
        moved ? (group % 70) + 1 : group,
        index === 0 ? '?' : person,
        index < count - 2 ? '?' : 6,
        stamp(closed),
        stamp(closed),
      ].join(',');
      text += '\n';
      rows += 1;
    }
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  return rows;
}

function stamp(epoch: number): string {
  const date = new Date(epoch);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
