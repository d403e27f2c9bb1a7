import { UsageError } from '../base/errors.ts';
import { connector } from './connector/connector.ts';
import { datagen } from './datagen/datagen.ts';
import { file } from './filesystem/file.ts';
import { hdfs } from './filesystem/hdfs.ts';
import { s3 } from './filesystem/s3.ts';
import { http } from './http/http.ts';
import type { Kind } from './kind.ts';

/** Every kind of source and sink, in the order in which messages and docs name them. */
export const kinds: readonly Kind[] = [datagen, http, hdfs, s3, file, connector];

/** The kind called `name`. */
export function kindNamed(name: string): Kind {
  const found = kinds.find((kind) => kind.name === name);
  if (found === undefined) throw new UsageError(`There is no kind \`${name}\``);
  return found;
}
