import { describe, expect, test } from 'vitest';
import { isWanted } from '../../../src/pipeline/dead-letters/list.ts';
import { reasonOf, reasonWords } from '../../../src/pipeline/dead-letters/report.ts';
import { renderReasons, retryText } from '../../../src/ui/dead-letters.ts';

const letter = { topic: 'sales', partition: 1, offset: 7, reason: 'price: "x" is no number' };

describe('dead letters', () => {
  test('of reasons that differ in a value alone are one', () => {
    expect(reasonWords('price: "x" is no number')).toBe(reasonWords('price: "12 €" is no number'));
    expect(reasonWords('price: "x" is no number')).not.toBe(reasonWords('count: "x" is no number'));
    expect(reasonWords('a\u001b[2Jb')).not.toContain('\u001b');
  });

  test('say why in a message, or else by the name of an error', () => {
    const message = Buffer.from('price is missing');
    const name = Buffer.from('org.example.Broken');
    expect(
      reasonOf(
        new Map([
          ['__connect.errors.exception.message', message],
          ['__connect.errors.exception.class.name', name],
        ]),
      ),
    ).toBe('price is missing');
    expect(reasonOf(new Map([['__connect.errors.exception.class.name', name]]))).toBe('org.example.Broken');
    expect(reasonOf(new Map())).toBeUndefined();
  });

  test('are chosen by place, and by a part of the reason with or without its values', () => {
    expect(isWanted({}, letter)).toBe(true);
    expect(isWanted({ topic: 'sales', partition: 1, offset: 7 }, letter)).toBe(true);
    expect(isWanted({ offset: 8 }, letter)).toBe(false);
    expect(isWanted({ partition: 0 }, letter)).toBe(false);
    expect(isWanted({ reason: '"x"' }, letter)).toBe(true);
    expect(isWanted({ reason: 'price: … is' }, letter)).toBe(true);
    expect(isWanted({ reason: 'missing' }, letter)).toBe(false);
  });

  test('are listed by reason, with the first record of each', () => {
    const first = { ...letter, timestamp: Date.parse('2026-01-01T10:00:00Z') };
    const output = { write: () => true, columns: undefined, isTerminal: false, colour: false };
    const text = renderReasons(
      [{ reason: 'price: … is no number', records: 3, stored: 1, retriable: 2, sameContract: 0, first }],
      output,
    );
    expect(text).toContain('2             1  price: … is no number');
    expect(text).toContain('first: sales-1 offset 7, 2026-01-01T10:00:00.000Z: price: "x" is no number');
  });

  test('that were retried are told by what became of them', () => {
    const rejected = [letter];
    expect(retryText('shop.lake', { wanted: 0, stored: 0, rejected: [], undecided: 0 })).toBe(
      'shop.lake has no dead letter that waits.\n',
    );
    expect(retryText('shop.lake', { wanted: 5, stored: 4, rejected, undecided: 0 })).toBe(
      '4 of 5 dead letters are stored now. 1 still does not fit the contract.\n',
    );
    expect(retryText('shop.lake', { wanted: 5, stored: 3, rejected: [], undecided: 2 })).toContain(
      'Of 2 the sink has not',
    );
  });
});
