import type { Diagnostic } from '../../../base/errors.ts';
import { entriesOf } from '../../../base/values.ts';
import { kinds } from '../../../components/kinds.ts';
import { mistake, type Place, warning } from '../../../language/diagnostic.ts';
import { matches, secretNames } from '../../../language/kind-words.ts';
import type { ConnectorDeclaration } from '../../../language/model.ts';
import { readsFiles, withoutEscapes } from './java-text.ts';

/** Connect keys that the language itself decides, whatever the kind. */
const ownedByLanguage: Readonly<Record<string, string>> = {
  name: 'the name of the entry',
  'connector.class': 'the kind',
  'tasks.max': '`tasks`',
  transforms: '`transforms`',
  'transforms.*': '`transforms`',
  'pipeline.mark': '`pipeline apply`',
};

/** Those of sinks alone: in a source such keys are the plugin's own, as `topics` of MirrorMaker. */
const ownedInSinks: Readonly<Record<string, string>> = {
  topics: '`from`',
  'topics.regex': '`from`',
  'errors.deadletterqueue.*': '`deadLetter`',
};

/** Raw Connect keys are taken as they are, except what no connector should be given. */
export function lintKeys(declaration: ConnectorDeclaration): readonly Diagnostic[] {
  const { kind, role, map, pointer, words, extra } = declaration;
  const config = kinds
    .named(kind)
    .rawWords.flatMap((word) =>
      entriesOf(words[word]).map(([key, value]) => ({ key, value: String(value), path: [kind, word, key] })),
    );
  const raw = entriesOf(extra).map(([key, value]) => ({ key, value: String(value), path: ['extra', key] }));
  return [...config, ...raw].flatMap(({ key, value, path }) => {
    const place = { map, pointer: [...pointer, ...path] };
    const owned = lintOwner(key, declaration, place);
    return owned.length > 0 ? owned : lintKey(key, value, role, place);
  });
}

/** A key has one home: what a field decides is not set a second time. */
function lintOwner(key: string, { kind, role }: ConnectorDeclaration, place: Place): Diagnostic[] {
  const language = role === 'sink' ? { ...ownedByLanguage, ...ownedInSinks } : ownedByLanguage;
  const rule = Object.keys(language).find((pattern) => matches(key, pattern));
  const ofKind = kinds.named(kind).ownedKeys.some((pattern) => matches(key, pattern));
  if (rule === undefined && !ofKind) return [];
  const hint = `remove it: ${rule === undefined ? `\`${kind}\`` : language[rule]} decides it`;
  return [mistake('owned-key', { ...place, part: 'key' }, `\`${key}\` is decided elsewhere`, { hint })];
}

function lintKey(key: string, value: string, role: ConnectorDeclaration['role'], place: Place): Diagnostic[] {
  const found: Diagnostic[] = [];
  const login = /\b(Jndi|Ldap)LoginModule\b/.exec(withoutEscapes(value));
  if (login !== null) {
    const message = `\`${login[0]}\` lets whoever writes this file run code in the worker`;
    found.push(mistake('unsafe-login', place, message, { hint: 'use another login module' }));
  }
  if (matches(key, '*oauth*') && readsFiles(value)) {
    const message = 'a `file:` address makes the worker send its own files to others';
    found.push(mistake('unsafe-address', place, message, { hint: 'use the https address of the authority' }));
  }
  if (key === 'errors.tolerance') {
    const message = 'tolerance without dead letters: records that fail would vanish without a trace';
    const hint =
      role === 'sink'
        ? 'remove it: a sink keeps what it rejects in its `deadLetter` topic, and stops with `deadLetter: false`'
        : 'remove it: a source has no dead letters, and stops at what it cannot write';
    found.push(mistake('tolerance-without-dead-letters', { ...place, part: 'key' }, message, { hint }));
  }
  if (key.includes('.override.')) {
    const message = `\`${key}\` changes a client of the worker`;
    const hint = 'make sure that the worker allows it, and that it does not weaken what its kind relies on';
    found.push(warning('client-override', { ...place, part: 'key' }, message, { hint }));
  }
  if (secretNames.some((pattern) => matches(key, pattern)) && value !== '' && !value.includes('${')) {
    const message = `\`${key}\` is written in the file for all to read`;
    const hint = 'write `"${secret:NAME}"`, and keep it with `pipeline secret set NAME`';
    found.push(warning('plain-secret', { ...place, part: 'key' }, message, { hint }));
  }
  return found;
}
