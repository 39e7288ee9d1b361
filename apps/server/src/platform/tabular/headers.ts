/**
 * Names of columns, each usable as a key: trimmed, unnamed ones numbered, repeated
 * ones told apart (`category`, `category (2)`), whatever names stand there already.
 */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  const given = new Set(cells.map((cell) => cell.trim()));
  return cells.map((cell, index) => {
    const name = cell.trim();
    // `__proto__` as a key would set no cell at all.
    const base = name === '' || name === '__proto__' ? `column ${index + 1}` : name;
    let unique = base;
    for (let copy = 2; taken.has(unique) || (unique !== name && given.has(unique)); copy += 1) {
      unique = `${base} (${copy})`;
    }
    taken.add(unique);
    return unique;
  });
}
