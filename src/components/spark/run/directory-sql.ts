import type { Field } from '../../../language/model.ts';
import { storedAs } from '../../../language/stored-as.ts';
import { pathText } from '../../../store/path-text.ts';
import { readSql } from './read-sql.ts';
import { literal } from './sql-text.ts';

/**
 * SQL of a field whose value may stand only in the name of a directory (docs/sink.md), typed by the contract: a text
 * stays a text, whatever it looks like. Files that lie in no such directory hold the column `otherwise` themselves.
 */
export function directorySql(name: string, field: Field, otherwise: string): string {
  // Spark names files by URIs, in which the escapes of a path are escaped once more.
  const directory = pathText(name).replaceAll('%', '%25').replaceAll(' ', '%20').replaceAll(/[.+]/g, '[$&]');
  // The innermost, should a directory above the sink's have the same name.
  const named = `regexp_extract(_metadata.file_path, ${literal(`.*/${directory}=([^/]*)/`)}, 1)`;
  const text = unescaped(unescaped(named));
  const empty = storedAs(field).kind === 'text' ? "WHEN '__EMPTY__' THEN '' " : '';
  return `CASE ${named} WHEN '' THEN ${otherwise} WHEN '__HIVE_DEFAULT_PARTITION__' THEN NULL ${empty}ELSE ${typed(field, text)} END`;
}

/** Percent signs only: a plus is a plus. */
const unescaped = (sql: string): string => `url_decode(replace(${sql}, '+', '%2B'))`;

/** The value of a directory's text, as the sink writes it. */
function typed(field: Field, text: string): string {
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'text':
      return text;
    case 'integer':
      return `CAST(${text} AS BIGINT)`;
    case 'decimal':
      return `CAST(${text} AS DECIMAL(18, ${stored.decimals}))`;
    case 'double':
    case 'boolean':
    case 'date':
      return `CAST(${text} AS ${stored.kind.toUpperCase()})`;
    case 'time':
      return `CAST(${text} AS TIMESTAMP)`;
    case 'nanoseconds':
      return readSql({ type: 'string', format: 'date-time', fraction: 'nanoseconds', required: true }, text, 'UTC');
    case 'json':
    case 'bytes':
    case 'list':
    case 'map':
    case 'group':
      throw new TypeError('a field that holds no single value names no directory');
  }
}
