import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { LocalStore } from '../../src/store/local.ts';
import { storeContract } from './contract.ts';

describe('a local directory as a store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-store-'));
  storeContract(async () => ({ store: new LocalStore(), directory }));
});
