/** @jsxImportSource preact */
import type { FileInfo, PortalInfo, PortalSubmitted } from '@jingyun/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../lib/api/problem.ts';
import { newKey, portal } from './api.ts';
import { fieldError, Problem, TextArea, TextField } from './fields.tsx';
import { SentPage } from './sent-page.tsx';
import { Uploads } from './uploads.tsx';
import { useDraft } from './use-draft.ts';
import { useWords, type WordKey } from './words.ts';

type Kind = 'inquiry' | 'request' | 'complaint' | 'incident' | 'afterSales';
const empty = { kind: 'inquiry' as Kind, name: '', email: '', phone: '', subject: '', text: '' };
type Fields = typeof empty;

/** The form for a new ticket. */
export function SubmitPage({ onOrganisation }: { onOrganisation: (name: string) => void }) {
  const { t, locale } = useWords();
  const [info, setInfo] = useState<PortalInfo | null>(null);
  const [values, change, clear] = useDraft('new', empty);
  const [files, setFiles] = useState<FileInfo[]>([]);
  const [errors, setErrors] = useState<Partial<Record<keyof Fields, string>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [uploading, setUploading] = useState(false);
  const [sent, setSent] = useState<(PortalSubmitted & { email: string }) | null>(null);
  const key = useRef({ of: '', value: '' });
  const form = useRef<HTMLFormElement>(null);

  const load = () =>
    portal.info().then(
      (found) => {
        setInfo(found);
        setFailure(null);
        onOrganisation(found.organisation.name);
      },
      (cause: unknown) => setFailure(cause),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once
  useEffect(() => void load(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first wrong field takes the focus
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [errors]);

  const send = async () => {
    const wrong = check(values, t);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const { email, phone, ...rest } = values;
    const body = {
      ...rest,
      ...(email.trim() === '' ? {} : { email: email.trim() }),
      ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
      attachments: files.map(({ id }) => id),
      locale,
    };
    // The same content keeps its key: sent twice over a bad line it is still one ticket.
    const content = JSON.stringify(body);
    if (key.current.of !== content) key.current = { of: content, value: newKey() };
    setBusy(true);
    setFailure(null);
    try {
      setSent({ ...(await portal.submit(body, key.current.value)), email: email.trim() });
      clear();
      setFiles([]);
    } catch (cause) {
      setFailure(cause);
      if (cause instanceof ApiError && cause.code === 'portal_upload_used') setFiles([]);
      setErrors(
        Object.fromEntries(
          Object.keys(empty).flatMap((name) => {
            const message = fieldError(cause, name);
            return message === undefined ? [] : [[name, message]];
          }),
        ),
      );
    } finally {
      setBusy(false);
    }
  };

  if (sent !== null) return <SentPage sent={sent} onAnother={() => setSent(null)} />;
  if (info === null) {
    return failure === null ? (
      <p role="status">{t('loading')}</p>
    ) : (
      <>
        <Problem cause={failure} />
        <button type="button" class="plain" onClick={load}>
          {t('error.retry')}
        </button>
      </>
    );
  }
  const text = (name: 'name' | 'email' | 'phone' | 'subject') => ({
    id: name,
    label: t(`submit.${name}`),
    value: values[name],
    error: errors[name],
    onValue: (value: string) => change({ [name]: value }),
  });
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h1>{t('submit.title')}</h1>
      <p class="lead">{t('submit.lead')}</p>
      {failure !== null && <Problem cause={failure} />}
      <fieldset class="kinds">
        <legend>{t('submit.kind')}</legend>
        {(info.kinds as Kind[]).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              checked={values.kind === kind}
              onChange={() => change({ kind })}
            />
            <span>{t(`kind.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextField {...text('subject')} placeholder={t('submit.subjectHint')} maxLength={300} />
      <TextArea
        id="text"
        label={t('submit.text')}
        hint={t('submit.textHint')}
        value={values.text}
        error={errors.text}
        maxLength={info.limits.text}
        onValue={(value) => change({ text: value })}
      />
      <Uploads limits={info.limits} files={files} onFiles={setFiles} onBusy={setUploading} />
      <TextField {...text('name')} autoComplete="name" maxLength={200} />
      <p class="hint">{t('submit.reach')}</p>
      <div class="pair">
        <TextField
          {...text('email')}
          hint={t('submit.emailHint')}
          type="email"
          inputMode="email"
          autoComplete="email"
        />
        <TextField {...text('phone')} type="tel" inputMode="tel" autoComplete="tel" maxLength={40} />
      </div>
      <button type="submit" class="main" disabled={busy || uploading}>
        {t(busy ? 'submit.sending' : 'submit.send')}
      </button>
      <p class="aside">
        <a href="/portal/link">{t('submit.follow')}</a>
      </p>
    </form>
  );
}

/** What the browser can tell by itself; the server has the last word. */
function check(values: Fields, t: (key: WordKey) => string): Partial<Record<keyof Fields, string>> {
  const wrong: Partial<Record<keyof Fields, string>> = {};
  for (const name of ['subject', 'text', 'name'] as const) {
    if (values[name].trim() === '') wrong[name] = t('error.required');
  }
  if (values.email.trim() === '' && values.phone.trim() === '') wrong.email = t('error.reach');
  else if (values.email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(values.email.trim()))
    wrong.email = t('error.email');
  return wrong;
}
