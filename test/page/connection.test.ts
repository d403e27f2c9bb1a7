import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { InterruptedError } from '../../src/base/errors.ts';
import { clock } from '../../src/base/process-context.ts';
import { Connection } from '../../src/page/connection.ts';

const silent = { write: () => {}, isTerminal: false, columns: undefined, colour: false };

test('what still looks while the page ends opens no connection that nobody would close', async () => {
  const context = {
    ...{ output: silent, messages: silent, input: Readable.from([]), environment: {}, clock },
    directory: 'nowhere',
    signal: new AbortController().signal,
  };
  const connection = new Connection(context, { cluster: 'embedded', insecure: true });
  await connection.end();
  let looked = false;
  const look = connection.use(async () => {
    looked = true;
  });
  await expect(look).rejects.toThrow(InterruptedError);
  expect(looked).toBe(false);
});
