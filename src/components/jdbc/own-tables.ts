import { text } from '../../base/values.ts';
import type { KindInput } from '../kind-input.ts';
import { tablePattern, tablesOf } from './tables.ts';
import { parseDatabaseUrl } from './url.ts';

/** The tables that a declared sink writes, each as `host:port/database schema.table`. Pure. */
export function ownTables({ declaration: { words }, topics }: KindInput): readonly string[] {
  const url = parseDatabaseUrl(text(words.url) ?? '');
  if (url === undefined) return [];
  const pattern = tablePattern(text(words.table) ?? '{topic}');
  const layout = words.layout === 'by-type' ? 'by-type' : 'one';
  const place = `${url.host}:${url.port}/${url.database} ${pattern.schema ?? url.schema ?? 'public'}`;
  const tables = [...topics].flatMap(([name, topic]) =>
    tablesOf({ ...pattern, layout, mode: 'append', key: [] }, name, topic?.event),
  );
  return tables.map(({ name }) => `${place}.${name}`);
}
