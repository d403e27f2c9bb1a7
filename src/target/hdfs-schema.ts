import { address, object, text, texts, titled } from './schema-parts.ts';

const common = { user: text, dataNodeHosts: { type: 'array', items: text }, dataNodes: texts };

const nameNode = object(['name', 'address', 'webhdfs'], {
  name: titled('a name such as nn1', '[A-Za-z0-9_-]+'),
  address: titled('an address such as namenode-1:8020', '[^\\s,/:]+:\\d+'),
  webhdfs: address,
});

/** One NameNode by its addresses, or several by their nameservice. */
export const hdfs = {
  type: 'object',
  if: { anyOf: [{ required: ['nameservice'] }, { required: ['nameNodes'] }] },
  // biome-ignore lint/suspicious/noThenProperty: `then` is JSON Schema's word
  then: object(['nameservice', 'nameNodes', 'user'], {
    nameservice: titled("a nameservice's name, such as lake", '[A-Za-z0-9_-]+'),
    nameNodes: { type: 'array', minItems: 2, items: nameNode },
    ...common,
  }),
  else: object(['uri', 'webhdfs', 'user'], {
    uri: titled('an address such as hdfs://namenode:8020', 'hdfs://[^/\\s]+/?'),
    webhdfs: address,
    ...common,
  }),
};
