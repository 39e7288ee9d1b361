import type { Course, CourseInput } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { inputOf } from './course-draft.ts';
import { replaceCourse } from './training.queries.ts';

/** Saves a part of a course; the rest stays as it is. */
export function useSaveCourse(course: Course) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (part: Partial<CourseInput>) => replaceCourse(course, { ...inputOf(course), ...part }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['training'] });
      void message.success(t('common.saved'));
    },
  });
}
