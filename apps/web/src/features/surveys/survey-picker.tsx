import { useQuery } from '@tanstack/react-query';
import { Select, type SelectProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { surveysQuery } from './survey.queries.ts';

/** A survey that can be sent; also one that no longer can, where it was chosen before. */
export function SurveyPicker(props: Omit<SelectProps<string | null>, 'options'>) {
  const { t } = useTranslation();
  const surveys = useQuery(surveysQuery).data ?? [];
  const options = surveys
    .filter(({ id, status }) => status === 'live' || id === props.value)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('surveys.one')}
      placeholder={t('surveys.one')}
      options={options}
      {...props}
    />
  );
}
