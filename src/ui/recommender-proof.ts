import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { RecommenderFinding, RecommenderProof } from '../recommender/audit/proof.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** The tables of `recommender verify`, sources and states; then every finding; then what the whole means. */
export function renderRecommenderProof(proof: RecommenderProof, output: Output): string {
  const style = paint(output);
  const findings = proof.findings.map((finding) => line(finding, style)).join('');
  const more = Object.entries(proof.more).map(([kind, number]) => `${kind}  and ${count(number)} more\n`);
  const told = findings === '' ? '' : `${findings}${more.join('')}\n`;
  return `${sources(proof)}\n${states(proof, style)}${told}${verdict(proof, style)}`;
}

function sources({ sources }: RecommenderProof): string {
  const columns = [
    { title: 'SOURCE' },
    { title: 'PARTITION', align: 'right' },
    { title: 'EVENTS', align: 'right' },
    { title: 'BROKEN', align: 'right' },
    { title: 'SKIPPED', align: 'right' },
    { title: 'LAG', align: 'right' },
  ] as const;
  const rows = sources.map(({ topic, partition, events, broken, skipped, lag }) => [
    printable(topic),
    String(partition),
    ...[events, broken, skipped, lag].map(count),
  ]);
  return table(columns, rows);
}

function states({ states }: RecommenderProof, style: Paint): string {
  if (states.length === 0) return '';
  const columns = [
    { title: 'STATE' },
    { title: 'AS OF', align: 'right' },
    { title: 'SHARDS', align: 'right' },
    { title: 'COUNTS', align: 'right' },
    { title: 'DIFFERENT', align: 'right' },
    { title: 'DIGEST' },
  ] as const;
  const rows = states.map(({ state, asOf, shards, counts, differences, digest, expectedDigest }) => [
    printable(state),
    ...[asOf, shards, counts].map(count),
    differences === 0 ? '0' : style.red(count(differences)),
    digest === expectedDigest ? digest : style.red(digest),
  ]);
  return `${table(columns, rows)}\n`;
}

function line(
  { kind, failure, message, topic, partition, offset, user, state, asOf }: RecommenderFinding,
  style: Paint,
) {
  const source = topic === undefined || partition === undefined ? topic : `${topic}-${partition}`;
  const place = [
    source,
    offset === undefined ? undefined : `offset ${offset}`,
    user === undefined ? undefined : `user ${user}`,
    state,
    asOf === undefined ? undefined : `as of log offset ${asOf}`,
  ].filter((part) => part !== undefined);
  return `${failure ? style.red(kind) : style.yellow(kind)}  ${printable(place.join(', '))}: ${printable(message)}\n`;
}

function verdict({ ok, log, lists, sources, states }: RecommenderProof, style: Paint): string {
  const head = ok ? style.green('Verified: zero differences.') : style.red('Not verified.');
  const lag = sources.reduce((sum, one) => sum + one.lag, 0);
  const digests = states.filter(({ digest, expectedDigest }) => digest === expectedDigest).length;
  return (
    `${head} ${count(log.events)} events of ${count(log.users)} users on ${count(log.items)} items, ` +
    `${count(log.repeated)} of them repeated in the log and counted once; ${digests} of ${states.length} states agree; ` +
    `${count(lists.different)} of ${count(lists.published)} written and ${count(lists.made)} made lists differ.\n` +
    (lag === 0 ? '' : `${count(lag)} offsets of its sources are not learned yet, and so not proven.\n`)
  );
}
