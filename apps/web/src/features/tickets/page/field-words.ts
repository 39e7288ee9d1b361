import { useTranslation } from 'react-i18next';
import { useNames } from '../../directory/directory.queries.ts';

const labelled = [
  'subject',
  'status',
  'priority',
  'importance',
  'urgency',
  'kind',
  'channel',
  'tags',
  'severity',
  'complaintClass',
  'customFields',
  'priorityReason',
  'addTags',
  'removeTags',
  'requester',
  'text',
] as const;
const idFields = {
  categoryId: 'category',
  teamId: 'team',
  assigneeId: 'assignee',
  customerId: 'customer',
  contactId: 'contact',
  parentId: 'parent',
  userId: 'user',
  name: 'requesterName',
  email: 'requesterEmail',
  phone: 'requesterPhone',
} as const;

interface FieldWords {
  label: (field: string) => string;
  value: (field: string, value: unknown) => string;
}

/** Names of a ticket's fields, and their values as people read them. */
export function useFieldWords(): FieldWords {
  const { t } = useTranslation();
  const names = useNames();
  const label = (field: string) => {
    const known = labelled.find((name) => name === field) ?? idFields[field as keyof typeof idFields];
    return known === undefined ? field : t(`tickets.field.${known}`);
  };
  const value = (field: string, given: unknown): string => {
    if (given === null || given === undefined || given === '') return t('common.none');
    if (Array.isArray(given)) return given.length === 0 ? t('common.none') : given.join(', ');
    const text = String(given);
    switch (field) {
      case 'status':
        return t(`tickets.status.${text as 'new'}`);
      case 'priority':
        return t(`tickets.priority.${text as 'high'}`);
      case 'importance':
      case 'urgency':
        return t(`tickets.level.${text as 'high'}`);
      case 'kind':
        return t(`tickets.kind.${text as 'inquiry'}`);
      case 'channel':
        return t(`tickets.channel.${text as 'phone'}`);
      case 'complaintClass':
        return t(`tickets.complaintClass.${text as 'communication'}`);
      case 'categoryId':
        return names.category(text) ?? t('common.unknown');
      case 'teamId':
        return names.team(text) ?? t('common.unknown');
      case 'assigneeId':
        return names.user(text) ?? t('common.unknown');
      default:
        return typeof given === 'object' ? JSON.stringify(given) : text;
    }
  };
  return { label, value };
}
