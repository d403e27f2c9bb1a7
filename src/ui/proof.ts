import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { Finding, PartitionProof, Proof, SinkProof } from '../verify/proof.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** The table of `verify`: a row per sink, topic and partition; then every finding; then what the whole means. */
export function renderProof(proof: Proof, output: Output): string {
  const style = paint(output);
  if (proof.sinks.length === 0) return 'There is no sink to verify.\n';
  const rows = proof.sinks.flatMap((sink) => sink.partitions.map((partition) => row(sink, partition, style)));
  const columns = [
    { title: 'SINK' },
    { title: 'TOPIC' },
    { title: 'PARTITION', align: 'right' },
    { title: 'RECORDS', align: 'right' },
    { title: 'STORED', align: 'right' },
    { title: 'MISSING', align: 'right' },
    { title: 'TWICE', align: 'right' },
    { title: 'CHANGED', align: 'right' },
    { title: 'DEAD-LETTERED', align: 'right' },
    { title: 'TOMBSTONES', align: 'right' },
    { title: 'LAG', align: 'right' },
  ] as const;
  const tombstones = proof.sinks.some(({ partitions }) => partitions.some((partition) => partition.tombstones > 0));
  const left = new Set([...(proof.deep ? [] : ['CHANGED']), ...(tombstones ? [] : ['TOMBSTONES'])]);
  const isShown = (column: number) => !left.has(columns[column]?.title ?? '');
  const shown = columns.filter((_, column) => isShown(column));
  const cells = rows.map((row) => row.filter((_, column) => isShown(column)));
  const findings = proof.sinks.flatMap((sink) => sink.findings.map((finding) => line(sink, finding, style)));
  const tableText = rows.length === 0 ? '' : `${table(shown, cells)}\n`;
  const findingsText = findings.length === 0 ? '' : `${findings.join('')}\n`;
  return `${tableText}${findingsText}${verdict(proof, style)}`;
}

function row(sink: SinkProof, proof: PartitionProof, style: Paint): string[] {
  const bad = (value: number) => (value === 0 ? '0' : style.red(count(value)));
  return [
    printable(sink.sink),
    printable(proof.topic),
    String(proof.partition),
    count(proof.records),
    count(proof.stored),
    bad(proof.missing),
    bad(proof.duplicates),
    bad(proof.changed),
    proof.deadLettered === 0 ? '0' : style.yellow(count(proof.deadLettered)),
    count(proof.tombstones),
    count(proof.lag),
  ];
}

function line(sink: SinkProof, finding: Finding, style: Paint): string {
  const { kind, failure, message, topic, partition, range, file } = finding;
  const place = [
    printable(sink.sink),
    topic === undefined ? undefined : printable(partition === undefined ? topic : `${topic}-${partition}`),
    range === undefined ? undefined : `offsets ${range.from} to ${range.to - 1}`,
  ].filter((part) => part !== undefined);
  const label = failure ? style.red(kind) : style.yellow(kind);
  const at = file === undefined ? '' : `\n    ${printable(file)}`;
  return `${label}  ${place.join(', ')}: ${printable(message)}${at}\n`;
}

/** What the whole means, without colours. */
export const saidOfProof = (proof: Proof): string => verdict(proof, paint({ colour: false })).trimEnd();

function verdict(proof: Proof, style: Paint): string {
  const sum = (of: (partition: PartitionProof) => number) =>
    proof.sinks.flatMap(({ partitions }) => partitions).reduce((total, partition) => total + of(partition), 0);
  const unchecked = proof.sinks.some(({ findings }) => findings.some(({ kind }) => kind === 'unchecked'));
  const compared = unchecked ? 'every row was compared, but for what is unchecked' : 'every row was compared';
  const how = proof.deep ? compared : 'counts were compared, values were not (--deep compares them)';
  const before = sum(({ provenBefore, covered }) => (provenBefore > covered.from ? 1 : 0));
  const lag = sum((partition) => partition.lag);
  const retired = sum((partition) => partition.retired);
  const tombstones = sum((partition) => partition.tombstones);
  const unprovable = proof.sinks.filter(({ ok }) => ok === null).map(({ sink }) => printable(sink));
  const empty = proof.sinks.filter((sink) => sink.empty).map(({ sink }) => printable(sink));
  const facts = [
    proof.empty
      ? undefined
      : `${count(sum(({ stored }) => stored))} of ${count(sum(({ records }) => records))} records in ${placesOf(proof)}; ${how}.`,
    lag === 0 ? undefined : `${count(lag)} ${lag === 1 ? 'record waits' : 'records wait'} to be stored.`,
    before === 0
      ? undefined
      : `${before} ${before === 1 ? 'partition' : 'partitions'} went on from an earlier proof (--full repeats it).`,
    retired === 0
      ? undefined
      : `${count(retired)} ${retired === 1 ? 'record was' : 'records were'} removed on purpose.`,
    tombstones === 0
      ? undefined
      : `${count(tombstones)} ${tombstones === 1 ? 'tombstone was' : 'tombstones were'} counted.`,
    empty.length === 0 || proof.empty ? undefined : `Nothing to prove yet of ${empty.join(', ')}.`,
    unprovable.length === 0 ? undefined : `Not provable: ${unprovable.join(', ')}.`,
  ].filter((fact) => fact !== undefined);
  return `${[head(proof, lag, style), ...facts].join(' ')}\n`;
}

/** `6 files`, `1 table`, `6 files and 1 table`. */
function placesOf({ sinks }: Proof): string {
  const files = sinks.reduce((total, sink) => total + sink.files, 0);
  const tables = sinks.reduce((total, sink) => total + (sink.tables ?? 0), 0);
  const inFiles = `${count(files)} ${files === 1 ? 'file' : 'files'}`;
  const inTables = `${count(tables)} ${tables === 1 ? 'table' : 'tables'}`;
  if (tables === 0) return inFiles;
  return files === 0 ? inTables : `${inFiles} and ${inTables}`;
}

function head({ ok, empty }: Proof, lag: number, style: Paint): string {
  if (!ok) return style.red('Not verified.');
  if (!empty) return style.green('Verified: nothing missing, nothing twice.');
  return style.yellow(
    lag === 0 ? 'Nothing to prove yet: there is no record.' : 'Nothing to prove yet: no record is stored.',
  );
}
