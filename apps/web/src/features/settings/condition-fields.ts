import { useTranslation } from 'react-i18next';
import type { ConditionField } from '../../ui/condition/condition-codec.ts';
import {
  type CategoryNode,
  useCategoryTree,
  useTeamChoices,
  useUserChoices,
} from '../directory/directory.queries.ts';
import {
  channels,
  complaintClasses,
  kinds,
  levels,
  priorities,
  relations,
  statuses,
} from '../tickets/ticket-values.ts';

const customerKinds = ['person', 'account'] as const;
const clockKinds = ['firstReply', 'nextReply', 'resolution', 'imported'] as const;
const sides = ['agent', 'customer', 'system'] as const;
const closings = ['time', 'merge', 'person', 'import'] as const;
/** Fields that are called the same wherever they stand. */
const plainWords = [
  'number',
  'parentId',
  'importedFrom',
  'source',
  'externalId',
  'sourceMadeSla',
  'fields',
  'reason',
  'public',
  'first',
  'firstContact',
  'replies',
  'customerMessages',
  'reopens',
  'reassignments',
  'handovers',
  'secondsInStatus',
  'secondsSinceCreated',
  'secondsSinceCustomer',
  'secondsSinceSolved',
  'secondsToSolve',
  'secondsWaiting',
  'secondsToFirstReply',
  'secondsToClose',
  'mentions',
  'messages',
  'otherNumber',
  'userId',
  'following',
  'cycle',
  'run',
  'policyId',
  'targetSeconds',
  'countedSeconds',
  'dueAt',
  'accountId',
  'hoursSinceCreated',
  'hoursSinceUpdated',
  'hoursInStatus',
  'hoursWaiting',
] as const;

export interface BareField {
  path: string;
  type: ConditionField['type'];
  options?: readonly string[];
}

/** Fields with their names, and their values where they are few, as people read them. */
export function useConditionFields(): (fields: readonly BareField[]) => ConditionField[] {
  const { t } = useTranslation();
  const teams = useTeamChoices();
  const users = useUserChoices();
  const tree = useCategoryTree({ archived: true });
  const categories = flatten(tree);
  const named = (path: string): Pick<ConditionField, 'label' | 'options'> | null => {
    const last = path.split('.').at(-1) ?? '';
    const ofCustomer = path.includes('.customer.') || path.startsWith('customer.');
    switch (last) {
      case 'kind':
        return ofCustomer
          ? {
              label: t('customers.kindLabel'),
              options: customerKinds.map((value) => ({ value, label: t(`customers.kind.${value}`) })),
            }
          : {
              label: t('tickets.field.kind'),
              options: kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) })),
            };
      case 'channel':
        return {
          label: t('tickets.field.channel'),
          options: channels.map((value) => ({ value, label: t(`tickets.channel.${value}`) })),
        };
      case 'priority':
        return {
          label: t('tickets.field.priority'),
          options: priorities.map((value) => ({ value, label: t(`tickets.priority.${value}`) })),
        };
      case 'status':
        return {
          label: t('tickets.field.status'),
          options: statuses.map((value) => ({ value, label: t(`tickets.status.${value}`) })),
        };
      case 'importance':
      case 'urgency':
        return {
          label: t(`tickets.field.${last}`),
          options: levels.map((value) => ({ value, label: t(`tickets.level.${value}`) })),
        };
      case 'complaintClass':
        return {
          label: t('tickets.field.complaintClass'),
          options: complaintClasses.map((value) => ({ value, label: t(`tickets.complaintClass.${value}`) })),
        };
      case 'clock':
        return {
          label: t('settings.vocabulary.clock'),
          options: clockKinds.map((value) => ({ value, label: t(`tickets.clock.kind.${value}`) })),
        };
      case 'by':
        return {
          label: t('settings.vocabulary.by'),
          options: sides.map((value) => ({ value, label: t(`settings.vocabulary.side.${value}`) })),
        };
      case 'how':
        return {
          label: t('settings.vocabulary.how'),
          options: closings.map((value) => ({ value, label: t(`settings.vocabulary.closing.${value}`) })),
        };
      case 'relation':
        return {
          label: t('tickets.action.relation'),
          options: relations.map((value) => ({ value, label: t(`tickets.relation.${value}`) })),
        };
      case 'categoryId':
        return { label: t('tickets.field.category'), options: categories };
      case 'teamId':
        return { label: t('tickets.field.team'), options: teams };
      case 'assigneeId':
        return { label: t('tickets.field.assignee'), options: users };
      case 'ownerId':
        return { label: t('customers.owner'), options: users };
      case 'customerTier':
      case 'tier':
        return { label: t('customers.tier') };
      case 'tags':
        return { label: t(ofCustomer ? 'customers.tags' : 'tickets.field.tags') };
      case 'subject':
        return { label: t('tickets.field.subject') };
      case 'severity':
        return { label: t('tickets.field.severity') };
      case 'name':
        return { label: t(ofCustomer ? 'customers.name' : 'common.name') };
      default: {
        const word = plainWords.find((known) => known === last);
        return word === undefined ? null : { label: t(`settings.vocabulary.${word}`) };
      }
    }
  };
  return (fields) =>
    fields.map((field) => {
      const known = named(field.path);
      const fallback = field.options?.map((value) => ({ value, label: value }));
      const options =
        field.type === 'list'
          ? undefined
          : (known?.options ??
            (field.type === 'boolean'
              ? [
                  { value: 'true', label: t('common.yes') },
                  { value: 'false', label: t('common.no') },
                ]
              : fallback));
      const before = field.path.startsWith('event.before.') ? `${t('settings.condition.before')} ` : '';
      return {
        name: field.path,
        type: field.type,
        label: known === null ? field.path : `${before}${known.label}`,
        ...(options === undefined ? {} : { options }),
      };
    });
}

function flatten(nodes: readonly CategoryNode[], above = ''): { value: string; label: string }[] {
  return nodes.flatMap((node) => [
    { value: node.value, label: `${above}${node.title}` },
    ...flatten(node.children, `${above}${node.title} / `),
  ]);
}
