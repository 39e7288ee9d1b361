import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { InviteOutcome } from './invite-outcome.tsx';
import { invite, ticketSurveysQuery } from './survey.queries.ts';
import { SurveyPicker } from './survey-picker.tsx';
import styles from './surveys.module.css';

/** Asks the customer of one ticket: by mail, or by a link to pass on. */
export function SendSurveyDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [surveyId, setSurveyId] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (by: 'email' | 'link') => invite(surveyId ?? '', ticketId, by),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ticketSurveysQuery(ticketId).queryKey }),
        client.invalidateQueries({ queryKey: ['surveys'] }),
      ]),
  });
  const isSent = send.data?.withheld === null;
  return (
    <Modal
      open
      title={t('surveys.sendOne')}
      onCancel={onClose}
      footer={
        isSent ? (
          <Button type="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button
              disabled={surveyId === null}
              loading={send.isPending && send.variables === 'link'}
              onClick={() => send.mutate('link')}
            >
              {t('surveys.makeLink')}
            </Button>
            <Button
              type="primary"
              disabled={surveyId === null}
              loading={send.isPending && send.variables === 'email'}
              onClick={() => send.mutate('email')}
            >
              {t('surveys.sendMail')}
            </Button>
          </>
        )
      }
    >
      <div className={styles['stack']}>
        <FormError error={send.error} />
        <SurveyPicker
          autoFocus
          style={{ width: '100%' }}
          value={surveyId}
          disabled={isSent}
          onChange={(value) => {
            send.reset();
            setSurveyId(value);
          }}
        />
        {send.data === undefined ? null : <InviteOutcome outcome={send.data} />}
      </div>
    </Modal>
  );
}
