import { useTranslation } from 'react-i18next';
import type { ConditionField } from '../../ui/condition/condition-codec.ts';
import {
  type CategoryNode,
  useCategoryTree,
  useTeamChoices,
  useUserChoices,
} from '../directory/directory.queries.ts';
import { channels, kinds, levels, priorities, statuses } from '../tickets/ticket-values.ts';

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
  const named = (last: string): Pick<ConditionField, 'label' | 'options'> | null => {
    switch (last) {
      case 'kind':
        return {
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
      case 'categoryId':
        return { label: t('tickets.field.category'), options: categories };
      case 'teamId':
        return { label: t('tickets.field.team'), options: teams };
      case 'assigneeId':
        return { label: t('tickets.field.assignee'), options: users };
      case 'customerTier':
        return { label: t('customers.tier') };
      case 'tags':
        return { label: t('tickets.field.tags') };
      case 'subject':
        return { label: t('tickets.field.subject') };
      default:
        return null;
    }
  };
  return (fields) =>
    fields.map((field) => {
      const known = named(field.path.split('.').at(-1) ?? '');
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
