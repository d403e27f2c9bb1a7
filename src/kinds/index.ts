import { UsageError } from '../errors.ts';
import { connector } from './connector.ts';
import { datagen } from './datagen.ts';
import { file } from './file.ts';
import { hdfs } from './hdfs.ts';
import { http } from './http.ts';
import type { Kind } from './kind.ts';
import { s3 } from './s3.ts';

/** Every kind of source and sink, in the order in which messages and docs name them. */
export const kinds: readonly Kind[] = [datagen, http, hdfs, s3, file, connector];

/** The kind called `name`. */
export function kindNamed(name: string): Kind {
  const found = kinds.find((kind) => kind.name === name);
  if (found === undefined) throw new UsageError(`There is no kind \`${name}\``);
  return found;
}
