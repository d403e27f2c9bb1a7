import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { checkout } from '../../../src/target/checkout.ts';
import { nightly } from '../../cluster/environment.ts';

/** Where a Python with pandas and pyarrow is kept; it is made where it is missing. */
const environment = join(checkout, 'target/pandas');
const python = join(environment, 'bin/python');

function install(): void {
  if (existsSync(python)) return;
  execFileSync('python3', ['-m', 'venv', environment]);
  execFileSync(python, ['-m', 'pip', 'install', '-q', 'pyarrow==26.0.1', 'pandas==3.1.1']);
}

const script = `
import json, sys, pandas as pd, pyarrow as pa, pyarrow.dataset as ds
hive = ds.partitioning(pa.schema([('city', pa.string())]), flavor='hive')
def tried(read):
    try: return read()
    except Exception as error: return 'refused'
rows = lambda table: table.sort_by('n').to_pylist()
print(json.dumps([tried(one) for one in (
    lambda: rows(ds.dataset(sys.argv[1], partitioning=hive).to_table()),
    lambda: [None if pd.isna(city) else city for city in pd.read_parquet(sys.argv[1], partitioning=hive).sort_values('n').city],
    lambda: pd.read_parquet(sys.argv[2]).sort_values('n').city.tolist(),
    lambda: pd.read_parquet(sys.argv[3]).sort_values('n').city.tolist(),
)]))
`;

test.runIf(nightly)(
  'pyarrow and pandas read directories whose column is dropped, and refuse it in both places',
  async () => {
    install();
    const root = mkdtempSync(join(tmpdir(), 'pandas-'));
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    const write = async (layout: string, city: string, columns: string) => {
      mkdirSync(join(root, layout, `city=${city}`), { recursive: true });
      await duckdb.run(
        `COPY (SELECT ${columns}) TO '${join(root, layout, `city=${city}`, 'f.parquet')}' (FORMAT parquet)`,
      );
    };
    try {
      for (const [n, city] of ['01', '__EMPTY__', '__HIVE_DEFAULT_PARTITION__', 'a%2Fb%20%C3%A9'].entries())
        await write('all', city, `${n} AS n`);
      for (const [n, city] of ['01', 'a%2Fb%20%C3%A9'].entries()) {
        await write('texts', city, `${n} AS n`);
        await write('kept', city, `${n} AS n, 'x' AS city`);
      }
      const layouts = ['all', 'texts', 'kept'].map((layout) => join(root, layout));
      const [arrow, pandas, texts, kept]: unknown[] = JSON.parse(
        execFileSync(python, ['-c', script, ...layouts], { encoding: 'utf8' }),
      );
      const cities = ['01', '__EMPTY__', null, 'a/b é'];
      expect(arrow).toEqual(cities.map((city, n) => ({ n, city })));
      expect(pandas).toEqual(cities);
      expect(texts).toEqual(['01', 'a/b é']);
      expect(kept).toBe('refused');
    } finally {
      duckdb.closeSync();
      rmSync(root, { recursive: true });
    }
  },
);
