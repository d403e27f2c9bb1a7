import { contracts, exactlyOnce, ownedExactlyOnce } from '../exactly-once.ts';
import { kind } from '../kind.ts';
import { lintJdbc } from './lint.ts';
import { misfits } from './misfits.ts';
import { ownTables } from './own-tables.ts';
import { prepare } from './prepare.ts';
import { proof } from './proof/proof.ts';
import { query } from './query.ts';
import { remains } from './remains.ts';
import { jdbcWords } from './words.ts';

/** Rows in PostgreSQL, typed by the contract, each record in them exactly once. */
export const jdbc = kind({
  name: 'jdbc',
  role: 'sink',
  description: 'Rows in PostgreSQL, each record in them exactly once.',
  words: jdbcWords,
  className: 'pipeline.connect.jdbc.JdbcSinkConnector',
  fixed: exactlyOnce,
  owns: ['jdbc.*', ...ownedExactlyOnce],
  more: contracts,
  // `${cluster:postgres}` in the address is what asks for it.
  needs: () => [],
  lint: lintJdbc,
  tables: ownTables,
  proof,
  misfits,
  prepare,
  query,
  remains,
});
