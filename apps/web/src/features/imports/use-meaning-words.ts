import { useTranslation } from 'react-i18next';
import type { WordField } from './import-fields.ts';

/** How a value that a word can mean is called. */
export function useMeaningWords(): (field: WordField, value: string) => string {
  const { t } = useTranslation();
  return (field, value) => {
    switch (field) {
      case 'status':
      case 'activity':
        return t(`tickets.status.${value as 'new'}`);
      case 'priority':
        return t(`tickets.priority.${value as 'high'}`);
      case 'importance':
      case 'urgency':
        return t(`tickets.level.${value as 'high'}`);
      case 'kind':
        return t(`tickets.kind.${value as 'inquiry'}`);
      case 'channel':
        return t(`tickets.channel.${value as 'phone'}`);
    }
  };
}
