/**
 * Shows how far long work has come, on standard error of a terminal; elsewhere
 * (a script, a log) it says nothing. Drawn ten times a second at most.
 */
export function progressBar(quiet: boolean, label: string): (done: number, total: number | null) => void {
  if (quiet || process.stderr.isTTY !== true) return () => undefined;
  const width = 30;
  let drawn = 0;
  return (done, total) => {
    const finished = total !== null && done >= total;
    if (!finished && performance.now() - drawn < 100) return;
    drawn = performance.now();
    const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
    const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
    const count = total === null ? String(done) : `${done}/${total}`;
    process.stderr.write(`\r${label} ${bar} ${Math.floor(share * 100)} % ${count}${finished ? '\n' : ''}`);
  };
}
