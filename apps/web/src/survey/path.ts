/** Where an answer leads: the last one has no condition. */
export interface Branch {
  when?: { from: number; to: number } | { options: string[] };
  goTo: string;
}

export interface Step {
  id: string;
  branches: readonly Branch[];
}

/** The questions that the answers lead through, in order; the same rule as the server's. */
export function pathThrough(steps: readonly Step[], answerTo: (id: string) => readonly string[]): string[] {
  const path: string[] = [];
  for (let step = steps[0]; step !== undefined && path.length < steps.length; ) {
    const { id, branches }: Step = step;
    path.push(id);
    const answer = answerTo(id);
    const taken: Branch | undefined = branches.find(({ when }) => {
      if (when === undefined) return true;
      if ('options' in when) return when.options.some((option) => answer.includes(option));
      return answer.some((value) => Number(value) >= when.from && Number(value) <= when.to);
    });
    step = steps.find((other) => other.id === taken?.goTo);
  }
  return path;
}
