import { type AutomationInput, condition } from '@jingyun/contracts';
import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Services } from '../../platform/services.ts';
import { concernsTicket, fieldsOfEvent, fieldsOfSource } from './vocabulary.ts';

/** What modules declare: kinds of events, and what they offer to automations. */
type Declared = Pick<Services, 'registry' | 'automation'>;

const shortestMs = 5 * 60_000;

/**
 * Checks what the shape alone cannot: that trigger and actions exist and fit each other, that the
 * condition asks only fields the trigger has, and that each action's parameters are right.
 *
 * @throws ServiceError automation_unknown_trigger, automation_unknown_action, automation_action_needs_ticket,
 *   automation_bad_schedule; ZodError where condition or parameters are wrong
 */
export function checkAutomation(services: Declared, input: AutomationInput): void {
  const { fields, hasTicket } = readTrigger(services, input);
  const asked = condition(fields.map((field) => field.path)).safeParse(input.condition);
  if (!asked.success) throw within('condition', asked.error);
  for (const [index, step] of input.steps.entries()) {
    const action = services.automation.actions.get(step.action);
    if (action === undefined)
      throw new ServiceError('automation_unknown_action', { params: { name: step.action } });
    if (action.on === 'ticket' && !hasTicket)
      throw new ServiceError('automation_action_needs_ticket', { params: { name: step.action } });
    const params = action.params.safeParse(step.params);
    if (!params.success) throw within(`steps.${index}.params`, params.error);
  }
}

/** When a schedule is next due after `now`, in the organisation's time zone; null for event triggers. */
export function nextRunAt(
  trigger: AutomationInput['trigger'],
  now: Temporal.Instant,
  timeZone: string,
): Temporal.Instant | null {
  if (trigger.on === 'event') return null;
  try {
    const times = CronExpressionParser.parse(trigger.cron, {
      currentDate: new Date(now.epochMilliseconds),
      tz: timeZone,
    });
    const first = times.next().getTime();
    if (times.next().getTime() - first < shortestMs) throw new RangeError('too often');
    return Temporal.Instant.fromEpochMilliseconds(first);
  } catch (cause) {
    throw new ServiceError('automation_bad_schedule', { params: { cron: trigger.cron }, cause });
  }
}

function readTrigger({ registry, automation }: Declared, { trigger }: AutomationInput) {
  if (trigger.on === 'event') {
    const definition = registry.definitions.get(trigger.event);
    if (definition !== undefined)
      return { fields: fieldsOfEvent(definition), hasTicket: concernsTicket(definition) };
  } else {
    const source = automation.sources.get(trigger.source);
    if (source !== undefined) {
      const fields = fieldsOfSource(source.context);
      return { fields, hasTicket: fields.some((field) => field.path.startsWith('ticket.')) };
    }
  }
  throw new ServiceError('automation_unknown_trigger', {
    params: { name: trigger.on === 'event' ? trigger.event : trigger.source },
  });
}

/** What is wrong with a part, as what is wrong with the whole: answered as invalid_input, each field in words. */
function within(path: string, { issues }: z.ZodError): z.ZodError {
  return new z.ZodError(issues.map((issue) => ({ ...issue, path: [...path.split('.'), ...issue.path] })));
}
