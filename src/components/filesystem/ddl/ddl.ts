import { formats } from '../../../formats/formats.ts';
import { columnLines, type StoredTable } from './tables.ts';
import { type Column, type Dialect, quoted } from './types.ts';

/** Else Hive passes over every directory, where the name of one holds a sign that it takes for no name's. */
const anyName = 'SET hive.msck.path.validation = ignore;\n';

type Declare = (table: StoredTable, format: string) => string;

const declare: Readonly<Record<Dialect, Declare>> = {
  hive: (table, format) =>
    `${table.directories.length === 0 ? '' : anyName}${hive(inHadoop(table), format, 'org.apache.hive.hcatalog.data.JsonSerDe')}`,
  athena: (table, format) => hive(table, format, 'org.openx.data.jsonserde.JsonSerDe'),
  spark: (table, format) => spark(inHadoop(table), format),
  trino: (table, format) => trino(table, format),
  duckdb: (table, format) => duckdb(table, format),
};

/** SQL that declares a table of stored files in a system. `format`: the word of the files'. Pure. */
export const ddlOf = (table: StoredTable, dialect: Dialect, format: string): string => declare[dialect](table, format);

/** With what Hadoop calls an address of S3. */
const inHadoop = (table: StoredTable): StoredTable => ({ ...table, location: table.location.replace(/^s3:/, 's3a:') });

const [MICROSECONDS, NANOSECONDS] = ['TIMESTAMP(6)', 'TIMESTAMP(9)'];

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function hive({ name, columns, directories, location }: StoredTable, format: string, serde: string): string {
  return [
    `CREATE EXTERNAL TABLE ${quoted(name, 'hive')} (\n${columnLines(columns, 'hive')}\n)`,
    ...(directories.length === 0 ? [] : [`PARTITIONED BY (\n${columnLines(directories, 'hive')}\n)`]),
    formats.named(format).typed ? `STORED AS ${format.toUpperCase()}` : `ROW FORMAT SERDE ${literal(serde)}`,
    `LOCATION ${literal(location)};`,
    ...(directories.length === 0 ? [] : [`MSCK REPAIR TABLE ${quoted(name, 'hive')};`]),
  ].join('\n');
}

function spark({ name, columns, directories, location }: StoredTable, format: string): string {
  const all = columnLines([...columns, ...directories], 'spark');
  const names = directories.map((one) => quoted(one.name, 'spark')).join(', ');
  return [
    `CREATE TABLE ${quoted(name, 'spark')} (\n${all}\n)`,
    `USING ${format.toUpperCase()}`,
    ...(directories.length === 0 ? [] : [`PARTITIONED BY (${names})`]),
    `LOCATION ${literal(location)};`,
    ...(directories.length === 0 ? [] : [`MSCK REPAIR TABLE ${quoted(name, 'spark')};`]),
  ].join('\n');
}

/**
 * Trino reads all times of a table in its session's precision; the catalog is `hive` unless an administrator named it
 * otherwise.
 */
function trino(table: StoredTable, format: string): string {
  const { name, directories, location } = table;
  const types = table.columns.map(({ type }) => type).join();
  const nanoseconds = types.includes(NANOSECONDS);
  const columns = nanoseconds
    ? table.columns.map((one) => ({ ...one, type: one.type.replaceAll(MICROSECONDS, NANOSECONDS) }))
    : table.columns;
  const precision = `SET SESSION hive.timestamp_precision = '${nanoseconds ? 'NANO' : 'MICRO'}SECONDS';`;
  const by = directories.map((one) => literal(one.name)).join(', ');
  const words = [
    `format = '${format.toUpperCase()}'`,
    `external_location = ${literal(location)}`,
    ...(directories.length === 0 ? [] : [`partitioned_by = ARRAY[${by}]`]),
  ];
  // Trino writes names of columns small, and looks for directories that are called so unless it is told not to
  const sync = `CALL system.sync_partition_metadata(CURRENT_SCHEMA, ${literal(name)}, 'FULL', false);`;
  return [
    ...(nanoseconds || types.includes(MICROSECONDS) ? [precision] : []),
    `CREATE TABLE ${quoted(name, 'trino')} (\n${columnLines([...columns, ...directories], 'trino')}\n)`,
    `WITH (\n  ${words.join(',\n  ')}\n);`,
    ...(directories.length === 0 ? [] : [sync]),
  ].join('\n');
}

/** DuckDB reads directories that others take for hidden, so each level is named; an empty text is one again. */
function duckdb({ name, columns, directories, location }: StoredTable, format: string): string {
  const levels = directories.map((one) => `/${one.name}=*`).join('');
  const files = literal(
    `${location.replace(/^file:(\/\/)?/, '')}${levels}/*${formats.named(format).endings[0] ?? ''}*`,
  );
  const types = directories.map((one) => `${literal(one.name)}: ${isDecimal(one) ? 'VARCHAR' : one.type}`).join(', ');
  const hived = directories.length === 0 ? '' : `, hive_partitioning = true, hive_types = {${types}}`;
  const json = columns.map((one) => `${literal(one.name)}: ${literal(one.type)}`).join(', ');
  const read = formats.named(format).typed
    ? `read_${format}(${files}, union_by_name = true${hived})`
    : `read_json(${files}, format = 'newline_delimited', columns = {${json}}${hived})`;
  const replaced = directories.flatMap((one) => {
    const column = quoted(one.name, 'duckdb');
    if (isDecimal(one)) return [`CAST(${column} AS ${one.type}) AS ${column}`];
    return one.mayBeEmpty ? [`CASE ${column} WHEN '__EMPTY__' THEN '' ELSE ${column} END AS ${column}`] : [];
  });
  const columnsRead = replaced.length === 0 ? '*' : `* REPLACE (${replaced.join(', ')})`;
  return `CREATE VIEW ${quoted(name, 'duckdb')} AS\nSELECT ${columnsRead}\nFROM ${read};`;
}

/** DuckDB takes none with its digits as the type of a directory. */
const isDecimal = ({ type }: Column): boolean => type.startsWith('DECIMAL');
