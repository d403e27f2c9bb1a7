import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, text } from '../../base/values.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import { isSecretParameter } from '../../language/secret.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import type { KindInput } from '../kind-input.ts';

export type At = (...path: readonly (string | number)[]) => Place;

const hint = 'keep it with `pipeline secret set NAME` and write "${secret:NAME}" under `query` or `headers`';

/** A key belongs into a secret, and a secret travels encrypted. */
export function lintSecrets({ declaration, cluster }: KindInput, at: At): Diagnostic[] {
  const { words } = declaration;
  const url = readUrl(text(words.url) ?? '');
  const reference = secretReferenceStart(cluster.secrets);
  const ofCluster = Object.values(cluster.services).some((address) => text(words.url)?.startsWith(`${address}/`));
  const parameters = ['query', 'headers'].flatMap((word) =>
    entriesOf(words[word]).map(([name, value]) => ({ word, name, held: String(value) })),
  );
  const exposed = parameters.filter(({ name, held }) => isSecretParameter(name) && !held.includes(reference));
  return [
    ...(url === undefined ? [] : lintUrl(url, at)),
    ...exposed.map(({ word, name }) => readable(at('http', word, name), `\`${name}\` is written here for all to read`)),
    ...(url !== undefined && isPlain(url) && !ofCluster && parameters.some(({ held }) => held.includes(reference))
      ? [plainHttp(url, at)]
      : []),
  ];
}

function lintUrl(url: URL, at: At): Diagnostic[] {
  const inside = [...url.searchParams.keys()].find((name) => isSecretParameter(name));
  if (url.username !== '' || url.password !== '') return [readable(at('http', 'url'), 'the address holds credentials')];
  return inside === undefined ? [] : [readable(at('http', 'url'), `the address holds a key, \`${inside}\``)];
}

function plainHttp({ hostname }: URL, at: At): Diagnostic {
  const message = `the secret would travel to ${hostname} unencrypted`;
  return mistake('http-unencrypted', at('http', 'url'), message, { hint: 'write https://' });
}

/** Not encrypted, and not to this machine itself. */
const isPlain = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(hostname);

function readUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function readable(place: Place, message: string): Diagnostic {
  return mistake('http-readable-secret', { ...place, part: 'key' }, message, { hint });
}
