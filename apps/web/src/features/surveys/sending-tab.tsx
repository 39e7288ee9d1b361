import type { Survey, SurveyLink } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select, Switch, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { TeamPicker, TicketPicker } from '../directory/pickers.tsx';
import { useMay } from '../session/session.ts';
import { InviteOutcome } from './invite-outcome.tsx';
import {
  createLink,
  invite,
  linksQuery,
  replaceLink,
  saveSettings,
  settingsQuery,
} from './survey.queries.ts';
import styles from './surveys.module.css';

/** How a survey reaches customers: after a ticket by rule, by hand, or by a link for everybody. */
export function SendingTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <div className={styles['stack']}>
      <Panel title={t('surveys.automatic')}>
        <p style={{ marginTop: 0 }}>{t('surveys.automaticHint')}</p>
        <div className={styles['line']}>
          {may('automations.read') ? (
            <Link to="/settings/automations">{t('surveys.automations')}</Link>
          ) : null}
        </div>
      </Panel>
      {may('surveys.send') && survey.status === 'live' ? <ByHand survey={survey} /> : null}
      <Links survey={survey} manage={may('surveys.manage')} />
      {may('surveys.manage') ? <Cap /> : null}
    </div>
  );
}

function ByHand({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const [ticketId, setTicketId] = useState<string | null>(null);
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (by: 'email' | 'link') => invite(survey.id, ticketId ?? '', by),
    onSuccess: () => client.invalidateQueries({ queryKey: ['surveys'] }),
  });
  const { data } = send;
  return (
    <Panel title={t('surveys.byHand')}>
      <FormError error={send.error} />
      <div className={styles['line']}>
        <TicketPicker
          style={{ minWidth: 260 }}
          value={ticketId}
          onChange={(value) => {
            send.reset();
            setTicketId(value);
          }}
        />
        <Button disabled={ticketId === null} loading={send.isPending} onClick={() => send.mutate('email')}>
          {t('surveys.sendMail')}
        </Button>
        <Button disabled={ticketId === null} loading={send.isPending} onClick={() => send.mutate('link')}>
          {t('surveys.makeLink')}
        </Button>
      </div>
      {data === undefined ? null : (
        <div style={{ marginTop: 10 }}>
          <InviteOutcome outcome={data} />
        </div>
      )}
    </Panel>
  );
}

function Links({ survey, manage }: { survey: Survey; manage: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useShowError();
  const links = useQuery(linksQuery(survey.id));
  const [name, setName] = useState('');
  const [channel, setChannel] = useState<SurveyLink['channel']>('faceToFace');
  const [teamId, setTeamId] = useState<string | null>(null);
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      setName('');
      await client.invalidateQueries({ queryKey: linksQuery(survey.id).queryKey });
    },
    onError: showError,
  });
  return (
    <Panel title={t('surveys.links')}>
      <p style={{ marginTop: 0 }}>{t('surveys.linksHint')}</p>
      {links.isPending ? (
        <LoadingRows rows={2} />
      ) : links.isError ? (
        <ErrorState compact error={links.error} retry={() => void links.refetch()} />
      ) : links.data.length === 0 ? (
        <EmptyState compact title={t('surveys.noLinks')} />
      ) : (
        links.data.map((link) => (
          <div key={link.id} className={styles['line']} style={{ marginBottom: 12 }}>
            <img
              className={styles['qr']}
              alt={t('surveys.qrOf', { name: link.name })}
              src={`/api/v1/surveys/${survey.id}/links/${link.id}/qr`}
            />
            <div style={{ flex: '1 1 220px', minWidth: 0 }}>
              <strong>{link.name}</strong> <Tag>{t(`tickets.channel.${link.channel}`)}</Tag>
              <div className={`${styles['link']} faint`}>{link.url}</div>
              <div className={styles['line']}>
                <CopyButton text={link.url} />
                <a href={`/api/v1/surveys/${survey.id}/links/${link.id}/qr`} download={`${link.name}.svg`}>
                  {t('surveys.downloadQr')}
                </a>
                {manage ? (
                  <Switch
                    checked={link.active}
                    aria-label={t('surveys.linkActive', { name: link.name })}
                    checkedChildren={t('common.on')}
                    unCheckedChildren={t('common.off')}
                    onChange={(active) => {
                      const input = { name: link.name, channel: link.channel, teamId: link.teamId, active };
                      act.mutate(() => replaceLink(survey.id, link, input));
                    }}
                  />
                ) : null}
              </div>
            </div>
          </div>
        ))
      )}
      {manage ? (
        <div className={styles['line']}>
          <Input
            style={{ width: 200 }}
            maxLength={100}
            aria-label={t('surveys.linkName')}
            placeholder={t('surveys.linkName')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Select
            aria-label={t('surveys.by.channel')}
            style={{ minWidth: 110 }}
            value={channel}
            options={(['phone', 'faceToFace', 'web'] as const).map((value) => ({
              value,
              label: t(`tickets.channel.${value}`),
            }))}
            onChange={setChannel}
          />
          <TeamPicker
            style={{ minWidth: 150 }}
            value={teamId}
            onChange={(value) => setTeamId(value ?? null)}
          />
          <Button
            disabled={name.trim() === ''}
            loading={act.isPending}
            onClick={() => act.mutate(() => createLink(survey.id, { name, channel, teamId, active: true }))}
          >
            {t('surveys.createLink')}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

/** How often one customer may be asked, over all surveys. */
function Cap() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const [times, setTimes] = useState(2);
  const [days, setDays] = useState(30);
  useEffect(() => {
    if (settings.data === undefined) return;
    setTimes(settings.data.maxInvitations);
    setDays(settings.data.perDays);
  }, [settings.data]);
  const save = useMutation({
    mutationFn: () => saveSettings({ maxInvitations: times, perDays: days }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
      void message.success(t('common.saved'));
    },
  });
  return (
    <Panel title={t('surveys.cap')}>
      <FormError error={save.error} />
      <div className={styles['line']}>
        {t('surveys.capTimes')}
        <InputNumber
          aria-label={t('surveys.capTimes')}
          min={1}
          max={100}
          value={times}
          onChange={(value) => setTimes(value ?? 2)}
        />
        {t('surveys.capDays')}
        <InputNumber
          aria-label={t('surveys.capDays')}
          min={1}
          max={365}
          value={days}
          onChange={(value) => setDays(value ?? 30)}
        />
        <Button loading={save.isPending} disabled={settings.data === undefined} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </div>
    </Panel>
  );
}
