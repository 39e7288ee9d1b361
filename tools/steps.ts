import { spawn } from 'node:child_process';

/** A command of a check, with the words it is known by. */
export interface Step {
  name: string;
  command: string;
}

export interface StepResult {
  step: Step;
  code: number;
  output: string;
  seconds: number;
}

/** Runs steps, at most `width` side by side, each one's output shown whole when it ends. */
export async function runSteps(steps: readonly Step[], width: number): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await run(step);
      results.push(result);
      const verdict = result.code === 0 ? 'ok' : `FAILED (${result.code})`;
      console.log(
        `\n── ${step.name}: ${verdict}, ${result.seconds.toFixed(0)} s\n${result.code === 0 ? lastLines(result.output, 6) : result.output}`,
      );
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

function run(step: Step): Promise<StepResult> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(step.command, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (code) =>
      resolve({ step, code: code ?? 1, output, seconds: (performance.now() - begun) / 1000 }),
    );
  });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
