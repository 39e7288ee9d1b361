/** The sections of the settings, by group, and who sees them. */
export const sections = [
  { key: 'profile', group: 'me' },
  { key: 'security', group: 'me' },
  { key: 'organisation', group: 'organisation' },
  { key: 'calendars', group: 'organisation', permission: 'calendars.read' },
  { key: 'sla', group: 'service', permission: 'sla.read' },
  { key: 'categories', group: 'service', permission: 'tickets.read' },
  { key: 'fields', group: 'service', permission: 'tickets.read' },
  { key: 'macros', group: 'service', permission: 'tickets.read' },
  { key: 'automations', group: 'service', permission: 'automations.read' },
  { key: 'apiKeys', group: 'system', permission: 'apiKeys.manage' },
] as const satisfies readonly { key: string; group: string; permission?: string }[];

export type SectionKey = (typeof sections)[number]['key'];
export const groups = ['me', 'organisation', 'service', 'system'] as const;

/** The sections that somebody may open. */
export function sectionsFor(may: (permission: string) => boolean): (typeof sections)[number][] {
  return sections.filter((section) => !('permission' in section) || may(section.permission));
}
