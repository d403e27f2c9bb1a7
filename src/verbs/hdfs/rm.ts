import type { Context } from '../../base/context.ts';
import { ExitCode, RefusedError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import type { Location } from '../../store/location.ts';
import { joinPath } from '../../store/store.ts';
import { type CommittingSink, committedFiles, type ListedFile } from '../../verify/committed-files.ts';
import { retireFiles } from '../../verify/retire.ts';
import { flag, yes } from '../flag.ts';
import { confirm } from '../shared/confirm.ts';
import { isWithin, noSuchPlace, placeOf, sinksAround } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { withPlaces } from './with-places.ts';

/** `hdfs rm PATH`: asks first; committed files are retired in the commit log before they go. */
export default defineVerb({
  usage: 'hdfs rm <path>',
  summary: 'remove a file or directory',
  example: 'pipeline hdfs rm /data/words.txt',
  flags: { recursive: flag('with all below', 'r'), yes },
  run: (context, [word = ''], options) =>
    withPlaces(context, options, async (source) => {
      const place = await placeOf(source, word);
      await removePlace(context, place, options);
      context.messages.write(`Removed ${printable(`${place.store.uri}${place.path}`)}.\n`);
      return ExitCode.fine;
    }),
});

interface Retirement {
  readonly sink: CommittingSink;
  readonly files: readonly ListedFile[];
}

/**
 * Removes a file or directory. Committed files are first written down as retired, so that the proof knows. RefusedError
 * for commit logs, and for whole sinks: `delete --purge` removes those.
 */
async function removePlace(
  context: Context,
  place: Location,
  { yes, recursive }: { readonly yes: boolean; readonly recursive: boolean },
): Promise<void> {
  const shown = `${place.store.uri}${place.path}`;
  const entry = await place.store.stat(place.path);
  if (entry === undefined) throw noSuchPlace(place);
  if (entry.directory && !recursive) {
    throw new RefusedError('That is a directory', { where: shown, hint: '-r removes it with all below.' });
  }
  const retirements = await plan(place, entry.directory);
  const files = retirements.flatMap((retirement) => retirement.files);
  const records = files.reduce((sum, file) => sum + file.records, 0);
  const cost = files.length === 0 ? '' : ` This gives up ${records} committed records in ${files.length} files.`;
  await confirm(context, `Remove ${shown}?${cost}`, yes);
  for (const retirement of retirements) await retire(retirement, context);
  await place.store.remove(place.path, recursive);
}

async function plan(place: Location, directory: boolean): Promise<Retirement[]> {
  if (directory) await refuseWholeSinks(place);
  const retirements: Retirement[] = [];
  for (const sink of await sinksAround(place)) {
    const log = ['_log', '_owner', '_tmp'].some((name) => isWithin(place.path, joinPath(sink.root, name)));
    if (log) throw keepsLog(place, sink.connector);
    const committed = await committedFiles(sink);
    const files = committed.filter(({ path }) => isWithin(joinPath(sink.root, path), place.path));
    if (files.length > 0) retirements.push({ sink, files });
  }
  return retirements;
}

async function refuseWholeSinks(place: Location): Promise<void> {
  for await (const { path } of place.store.walk(place.path)) {
    const [, connector] = /\/_log\/([^/]+)\/[^/]+\/\d+\/\d{9}[/.]/.exec(path) ?? [];
    if (connector !== undefined) throw keepsLog(place, decodeURIComponent(connector));
  }
}

function keepsLog({ store, path }: Location, connector: string): RefusedError {
  return new RefusedError(`The sink ${connector} keeps its commit log there`, {
    where: `${store.uri}${path}`,
    hint: `\`pipeline delete ${connector} --purge\` removes a sink with all its files.`,
  });
}

async function retire({ sink, files }: Retirement, { clock }: Context): Promise<void> {
  const chains = Map.groupBy(files, ({ topic, partition }) => `${topic}/${partition}`);
  for (const some of chains.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const paths = some.map(({ path }) => path);
    await retireFiles(sink, first.topic, first.partition, paths, clock);
  }
}
