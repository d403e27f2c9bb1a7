import { expect, test } from 'vitest';
import { LastAnswers } from '../../../src/clients/connect/last-answers.ts';

const text = (n: number) => JSON.stringify({ n, filling: 'x'.repeat(40_000) });

test('what has not changed is read once, and what has changed is read anew, each path by itself', () => {
  const answers = new LastAnswers();
  const ask = (path: string, content: string) => answers.of(path, content, JSON.parse);
  const first = ask('/a', text(1));
  expect(ask('/a', text(1))).toBe(first);
  expect(ask('/b', text(1))).not.toBe(first);
  expect(ask('/a', text(2))).toEqual(JSON.parse(text(2)));
  expect(ask('/a', text(1))).not.toBe(first);
});

test('a short answer is not kept, and an answer that cannot be read leaves nothing', () => {
  const answers = new LastAnswers();
  const ask = (content: string) => answers.of('/a', content, JSON.parse);
  expect(ask('{}')).not.toBe(ask('{}'));
  const broken = `${text(1)}}`;
  expect(() => ask(broken)).toThrow(SyntaxError);
  expect(() => ask(broken)).toThrow(SyntaxError);
  expect(ask(text(1))).toEqual(JSON.parse(text(1)));
});
