import type { ProcedureStage, ProcedureStep } from '@jingyun/contracts';
import { say } from '../../../platform/i18n/server-words.ts';

/** Words of the starter set: Chinese and English by hand, zh-TW from them where it is not given. */
export function words(zh: string, en: string, tw?: string) {
  const given = tw === undefined ? { zh, en } : { zh, en, tw };
  return { 'zh-CN': zh, 'zh-TW': say(given, 'zh-TW'), en };
}

type StepWords = Omit<Partial<ProcedureStep>, 'key' | 'title' | 'checklist'> & {
  checklist?: ReturnType<typeof words>[];
};

/** A step; the items of its checklist are named by their place. */
export function step(key: string, title: ReturnType<typeof words>, over: StepWords = {}): ProcedureStep {
  const { checklist = [], ...others } = over;
  return {
    key,
    title,
    checklist: checklist.map((text, index) => ({ key: `item${index + 1}`, text })),
    minutes: null,
    mandatory: false,
    role: null,
    requires: [],
    ...others,
  };
}

export function stage(key: string, title: ReturnType<typeof words>, steps: ProcedureStep[]): ProcedureStage {
  return { key, title, steps };
}
