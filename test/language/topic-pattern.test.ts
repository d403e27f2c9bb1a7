import { describe, expect, test } from 'vitest';
import { declaredPattern, topicsMatching, topicsRegex } from '../../src/base/topic-pattern.ts';
import { globMeant, topicPatternMistake } from '../../src/language/check-topic-pattern.ts';
import vectors from '../vectors/topic-patterns.json' with { type: 'json' };

describe('a pattern of topics', () => {
  test.each(vectors.patterns)('$pattern finds what Java finds', ({ pattern, regex, finds }) => {
    expect(topicPatternMistake(pattern)).toBeUndefined();
    expect(topicsRegex(pattern)).toBe(regex);
    expect(declaredPattern(regex)).toBe(pattern);
    expect(topicsMatching(regex, vectors.names)).toEqual([...finds].sort());
  });

  test.each(vectors.refused)('%s is refused: it is none, or not the same in both languages', (pattern) => {
    expect(topicPatternMistake(pattern)).toMatchObject({ message: expect.any(String), hint: expect.any(String) });
  });

  test('a star behind a letter is taken for that of a file name', () => {
    expect(globMeant('orders-*')).toBe('orders-.*');
    expect(globMeant('inventory\\.*')).toBe('inventory\\..*');
    for (const { pattern } of vectors.patterns) expect(globMeant(pattern)).toBeUndefined();
  });

  test('an expression that only Java reads, of a connector of others, finds nothing that is known', () => {
    expect(topicsMatching('(?i)orders.*', vectors.names)).toBeUndefined();
    expect(declaredPattern('(?i)orders.*')).toBe('(?i)orders.*');
  });

  test("Kafka's consumer finds its own topics by no pattern, also of others", () => {
    expect(topicsMatching('_+.*', vectors.names)).toEqual(['_connect.offsets', '_pipeline.jobs', '_schemas']);
  });
});
