/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { portal } from './api.ts';
import { fieldError, Problem, TextField } from './fields.tsx';
import { useWords } from './words.ts';

/** Asks for a fresh link. The answer is the same whether or not there is such a ticket. */
export function LinkPage({ missing = false, cause }: { missing?: boolean; cause?: unknown }) {
  const { t } = useWords();
  const [email, setEmail] = useState('');
  const [number, setNumber] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [tried, setTried] = useState(false);
  const digits = number.replace(/\D/g, '');

  const send = async () => {
    setTried(true);
    if (digits === '' || !/^\S+@\S+\.\S+$/.test(email.trim())) return;
    setState('busy');
    setFailure(null);
    try {
      await portal.requestLink({ email: email.trim(), number: Number(digits) });
      setState('sent');
    } catch (problem) {
      setFailure(problem);
      setState('idle');
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {cause !== undefined && <Problem cause={cause} />}
      {missing && <p class="notice warn">{t('link.missing')}</p>}
      <h1>{t('link.title')}</h1>
      <p class="lead">{t('link.lead')}</p>
      {failure !== null && <Problem cause={failure} />}
      {state === 'sent' ? (
        <p class="notice good" role="status">
          {t('link.sent')}
        </p>
      ) : (
        <>
          <TextField
            id="email"
            label={t('submit.email')}
            type="email"
            inputMode="email"
            autoComplete="email"
            value={email}
            error={
              tried && !/^\S+@\S+\.\S+$/.test(email.trim()) ? t('error.email') : fieldError(failure, 'email')
            }
            onValue={setEmail}
          />
          <TextField
            id="number"
            label={t('link.number')}
            inputMode="numeric"
            maxLength={16}
            value={number}
            error={tried && digits === '' ? t('error.required') : fieldError(failure, 'number')}
            onValue={setNumber}
          />
          <button type="submit" class="main" disabled={state === 'busy'}>
            {t('link.send')}
          </button>
        </>
      )}
      <p class="aside">
        <a href="/portal">{t('link.new')}</a>
      </p>
    </form>
  );
}
