import styles from './person.module.css';

const hues = [168, 205, 28, 265, 340, 90, 45, 190];

function hueOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return hues[sum % hues.length] ?? 168;
}

/** The last two characters of a Chinese name, the initials of another. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return [...trimmed].slice(-2).join('');
  const words = trimmed.split(/[\s._@-]+/).filter(Boolean);
  const letters = words.length > 1 ? `${words[0]?.[0] ?? ''}${words[1]?.[0] ?? ''}` : trimmed.slice(0, 2);
  return letters.toUpperCase();
}

/** A coloured disc that stands for a person. */
export function Face({ name, size = 22 }: { name: string; size?: number }) {
  return (
    <span
      className={styles['face']}
      style={{
        ['--hue' as string]: hueOf(name),
        width: size,
        height: size,
        fontSize: Math.max(9, size * 0.4),
      }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** A person's disc and name. */
export function Person({ name, size, muted = false }: { name: string; size?: number; muted?: boolean }) {
  return (
    <span className={styles['person']}>
      <Face name={name} size={size ?? 20} />
      <span className={`ellipsis ${muted ? 'muted' : ''}`}>{name}</span>
    </span>
  );
}
