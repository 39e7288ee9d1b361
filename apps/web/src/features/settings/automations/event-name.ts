import { useTranslation } from 'react-i18next';

export const knownEvents = [
  'ticket.created',
  'ticket.changed',
  'ticket.replied',
  'ticket.noted',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.merged',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.followed',
  'sla.warned',
  'sla.breached',
  'sla.met',
  'customer.created',
  'customer.changed',
] as const;

/** What a kind of event is called where it starts an automation. */
export function useEventName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => {
    const name = knownEvents.find((one) => one === type);
    return name === undefined ? type : t(`settings.event.${name.replace('.', '_') as 'ticket_created'}`);
  };
}
