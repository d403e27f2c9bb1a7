import { describe, inject } from 'vitest';
import { Stores } from '../../src/store/location.ts';
import { storeContract } from '../store/contract.ts';
import { uniqueName } from './harness.ts';

describe.each(['hdfs:/', 's3:/'])('%s as a store', (scheme) => {
  const name = uniqueName('store');
  storeContract(async () => {
    const stores = new Stores(inject('cluster').addresses, process.env);
    const { store, path } = await stores.locate(`${scheme}${name}`);
    return { store, directory: path };
  });
});
