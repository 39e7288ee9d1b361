import { expect, test } from 'vitest';
import { placeOf } from './place-of.ts';

const title = (text: string) => ({ 'zh-CN': text });
const step = (key: string) => ({
  key,
  title: title(key),
  checklist: [],
  minutes: null,
  mandatory: false,
  role: null,
  requires: [],
});
const content = {
  stages: [
    { key: 'one', title: title('受理'), steps: [step('a')] },
    { key: 'two', title: title('回访'), steps: [step('b'), step('c')] },
  ],
};

test('a refused field is named by the step that people see', () => {
  expect(placeOf(content, 'content.stages.1.steps.1.requires.0')).toEqual({
    number: '2.2',
    title: title('c'),
    field: 'requires',
  });
  expect(placeOf(content, 'stages.0.title')).toEqual({ number: '1', title: title('受理'), field: 'title' });
  // What has no words of its own is told by its place alone; what is elsewhere, or gone, has no place.
  expect(placeOf(content, 'stages.0.steps.0.key')).toMatchObject({ number: '1.1', field: null });
  expect(placeOf(content, 'stages.0.steps.7.title')).toBeNull();
  expect(placeOf(content, 'change')).toBeNull();
});
