/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError } from '../lib/api/problem.ts';
import { useWords } from './words.ts';

interface Common {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
}

/** A labelled field with its hint and its error, both read out with it. */
function Field({ id, label, hint, error, optional, children }: Common & { children: ComponentChildren }) {
  const { t } = useWords();
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>
        {label}
        {optional === true && <span class="faint"> · {t('optional')}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = ({ id, hint, error }: Common) =>
  [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');

interface InputProps extends Common {
  value: string;
  onValue: (value: string) => void;
  type?: 'text' | 'email' | 'tel';
  inputMode?: 'email' | 'tel' | 'numeric';
  autoComplete?: 'name' | 'email' | 'tel';
  maxLength?: number | undefined;
  placeholder?: string | undefined;
}

export function TextField({ id, label, hint, error, optional, value, onValue, ...given }: InputProps) {
  const common = {
    id,
    label,
    ...(hint === undefined ? {} : { hint }),
    error,
    optional: optional === true,
  };
  return (
    <Field {...common}>
      <input
        type={given.type ?? 'text'}
        list={undefined}
        inputMode={given.inputMode}
        autoComplete={given.autoComplete}
        maxLength={given.maxLength}
        placeholder={given.placeholder}
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(common)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

type AreaProps = Common & {
  value: string;
  onValue: (value: string) => void;
  rows?: number;
  maxLength?: number;
};

export function TextArea({ label, hint, error, value, onValue, id, rows = 6, maxLength }: AreaProps) {
  const common = { id, label, ...(hint === undefined ? {} : { hint }), error };
  return (
    <Field {...common}>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(common)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

/** What went wrong, in the words of the server; takes the focus, so that nobody waits for what has failed. */
export function Problem({ cause }: { cause: unknown }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem takes the focus
  useEffect(() => box.current?.focus(), [cause]);
  return (
    <div ref={box} class="notice bad" role="alert" tabIndex={-1}>
      {cause instanceof ApiError && cause.code !== 'network' ? cause.problem.detail : t('error.network')}
    </div>
  );
}

/** The server's word on one field. */
export function fieldError(cause: unknown, path: string): string | undefined {
  return cause instanceof ApiError
    ? cause.problem.fields?.find((field) => field.path === path)?.message
    : undefined;
}
