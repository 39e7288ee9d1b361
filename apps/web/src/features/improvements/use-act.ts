import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../ui/use-error-text.ts';

/**
 * Does one thing at once, such as moving to the next stage: a refusal is shown in the server's words, and the page
 * shows afterwards what there is now, whether it was done or not.
 */
export function useAct() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const showError = useShowError();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => {
      void message.success(t('common.saved'));
    },
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: ['improvements'] }),
  });
}
