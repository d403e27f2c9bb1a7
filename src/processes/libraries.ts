import type { JarsPart } from './jars.ts';

/** What `up --with` brings without a process of its own: jars, and the address that says they are there. */
interface Library {
  readonly name: string;
  readonly jars: readonly JarsPart[];
  readonly address: string;
}

/** `spark`: the supervisor runs its drivers; the address is Spark's master. */
export const libraries: readonly Library[] = [{ name: 'spark', jars: ['spark'], address: 'local' }];

/** The libraries asked for now or by an earlier `up`. */
export const wantedLibraries = (
  names: ReadonlySet<string>,
  before: Readonly<Record<string, string>>,
): readonly Library[] => libraries.filter(({ name }) => names.has(name) || Object.hasOwn(before, name));

/** Addresses by library. */
export const libraryAddresses = (wanted: readonly Library[]): Record<string, string> =>
  Object.fromEntries(wanted.map(({ name, address }) => [name, address]));
