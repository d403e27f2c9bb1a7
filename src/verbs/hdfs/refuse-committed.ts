import { RefusedError } from '../../base/errors.ts';
import type { Location } from '../../store/location.ts';
import { joinPath } from '../../store/store.ts';
import { committedFiles } from '../../verify/committed-files.ts';
import { isWithin, sinksAround } from '../shared/places.ts';

/** RefusedError where a sink keeps its committed files or log. */
export async function refuseCommitted(place: Location): Promise<void> {
  for (const sink of await sinksAround(place)) {
    const log = ['_log', '_owner', '_tmp'].some((name) => isWithin(place.path, joinPath(sink.root, name)));
    const committed = log ? [] : await committedFiles(sink);
    if (!log && !committed.some((file) => joinPath(sink.root, file.path) === place.path)) continue;
    throw new RefusedError(`The sink ${sink.connector} has committed what stands there`, {
      where: `${place.store.uri}${place.path}`,
      hint: 'Choose another path.',
    });
  }
}
