import { homedir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of package.json and pom.xml, where our own configuration files lie: a checkout, or an installed package.
 */
export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * `.ts` in a checkout, which runs as it is; `.js` in an installed package, since Node strips no types below
 * `node_modules`.
 */
const extension = extname(import.meta.url);
const programs = extension === '.ts' ? 'src' : 'dist';

/** The file of the program `name`, a path below `src/` without its extension. */
export const program = (name: string): string => join(checkout, programs, `${name}${extension}`);

/** The glob, from the checkout, of the programs that `pattern` (without extension) names. */
export const programsLike = (pattern: string): string => `${programs}/${pattern}${extension}`;

/**
 * Where Maven builds: a checkout itself; for an installed package, which its user may not be allowed to write to, a
 * folder of the user's cache (XDG Base Directory Specification).
 */
export const buildFolder =
  extension === '.ts' ? checkout : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pipeline');

/** Where `mvn package` lays the jars: a folder each for kafka, hadoop, s3 and plugins/pipeline. */
export const jarsFolder = join(buildFolder, 'target', 'jars');
