import type { Diagnostic } from '../../base/errors.ts';
import { listOf, text } from '../../base/values.ts';
import { changedRows } from '../../language/change-event.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import type { EventContract, TopicDeclaration } from '../../language/model.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import { contractNeeded } from '../contract-needed.ts';
import type { KindInput } from '../kind-input.ts';
import { lintByType, lintSharedColumns } from '../layout-lint.ts';
import { lintTransforms } from '../transforms-lint.ts';
import { type At, lintKey } from './lint-key.ts';
import { longestName, reservedColumns, tablePattern } from './tables.ts';
import { parseDatabaseUrl } from './url.ts';

/** Every rule of a database sink that needs no cluster. */
export function lintJdbc(input: KindInput): Diagnostic[] {
  const { map, pointer, kind, words } = input.declaration;
  const at: At = (...path) => ({ map, pointer: [...pointer, kind, ...path] });
  return [
    ...lintUrl(text(words.url) ?? '', at('url')),
    ...lintPassword(input, at),
    ...lintTable(input, at),
    ...lintKey(input, at),
    ...lintTransforms(input),
    ...[...input.topics].flatMap(([name, topic]) => [
      ...(input.declaration.pattern === undefined ? lintName(name, topic, words, at) : []),
      ...(topic?.event === undefined
        ? lintWithoutContract(name, input, at)
        : lintEvent(topic, words.mode === 'upsert' ? changedRows(topic.event) : topic.event, words, at)),
    ]),
  ];
}

function lintUrl(address: string, place: Place): Diagnostic[] {
  const url = parseDatabaseUrl(address);
  if (url === undefined) return [mistake('jdbc-url', place, ...reasonOf(address))];
  const inside = url.parameters.find((name) => /^(user|password|ssl(key|password|cert))$/i.test(name));
  if (inside === undefined) return [];
  const hint = 'write `user`, and keep the password with `pipeline secret set NAME`: `password: "${secret:NAME}"`';
  return [mistake('jdbc-url', place, `the address holds \`${inside}\``, { hint })];
}

function lintPassword({ declaration: { words }, cluster }: KindInput, at: At): Diagnostic[] {
  const password = text(words.password);
  if (password === undefined || password.startsWith(secretReferenceStart(cluster.secrets))) return [];
  const hint = 'write `"${secret:NAME}"`, and keep it with `pipeline secret set NAME`';
  return [mistake('plain-secret', at('password'), '`password` is written in the file for all to read', { hint })];
}

/** What is wrong with an address, and what would be right. */
function reasonOf(address: string): readonly [message: string, details: { readonly hint: string }] {
  const hint = `write \`${urlMeant(address)}\``;
  const [, system] = /^(?:jdbc:)?([a-z0-9]+):/i.exec(address) ?? [];
  if (system !== undefined && !/^postgres(ql)?$/i.test(system)) {
    return [`\`${system}\` is no database that this sink writes to: it knows PostgreSQL`, { hint }];
  }
  if (/^jdbc:postgresql:\/\/[^/]*,/.test(address)) return ['the address names several hosts', { hint }];
  if (/^jdbc:postgresql:\/\/[^/]+\/?$/.test(address)) return ['the address names no database', { hint }];
  return ['this is no address of a database', { hint }];
}

/** The address of a PostgreSQL database that is nearest to `address`, without the user and password in it. */
function urlMeant(address: string): string {
  const [, hosts = 'HOST:5432', path = ''] =
    /^(?:[a-z0-9]+:)*(?:\/\/)?(?:[^@/]*@)?([^/?,]*)[^/?]*\/?([^?]*)/i.exec(address) ?? [];
  const host = hosts.replace(/:(?!\d+$).*$/, '');
  return `jdbc:postgresql://${host === '' ? 'HOST:5432' : host}/${path === '' ? 'DATABASE' : path}`;
}

function lintTable({ declaration }: KindInput, at: At): Diagnostic[] {
  const { words, topics, pattern } = declaration;
  const { template } = tablePattern(text(words.table) ?? '{topic}');
  const place = words.table === undefined ? at() : at('table');
  const found: Diagnostic[] = [];
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)]
    .map(([whole]) => whole)
    .find((one) => !/^\{(topic|type)\}$/.test(one));
  if (unknown !== undefined) {
    found.push(
      mistake('jdbc-table', place, `\`${unknown}\` stands for nothing`, {
        hint: `write \`"${template.replace(unknown, '{topic}')}"\`: there are {topic} and {type}`,
      }),
    );
  }
  if ((topics.length > 1 || pattern !== undefined) && !template.includes('{topic}')) {
    const several = pattern === undefined ? `${topics.length} topics` : 'topics that the pattern finds';
    const message = `${several} would share the table \`${template}\`, and a table holds the rows of one`;
    found.push(mistake('shared-table', place, message, { hint: 'put {topic} into its name' }));
  }
  const byType = words.layout === 'by-type';
  if (byType && !template.includes('{type}')) {
    const hint = 'put {type} into `table`, such as "{topic}_{type}"';
    found.push(mistake('shared-table', place, 'a table for each type, all of one name', { hint }));
  }
  if (!byType && template.includes('{type}')) {
    const hint = 'add `layout: by-type`, or take {type} away';
    found.push(mistake('jdbc-table', place, 'the types share one table, which has no {type}', { hint }));
  }
  if (template.startsWith('_pipeline_')) {
    const hint = 'give it another name';
    found.push(
      mistake('jdbc-table', place, '`_pipeline_…` are the tables in which sinks keep their positions', { hint }),
    );
  }
  return found;
}

type Words = KindInput['declaration']['words'];

function lintName(name: string, topic: TopicDeclaration | undefined, words: Words, at: At): Diagnostic[] {
  const { template } = tablePattern(text(words.table) ?? '{topic}');
  const types = words.layout === 'by-type' ? Object.keys(topic?.event?.types ?? {}) : [''];
  const names = types.map((type) => template.replaceAll('{topic}', name).replaceAll('{type}', type));
  const long = names.find((one) => Buffer.byteLength(one) > longestName);
  const place = words.table === undefined ? at() : at('table');
  const tooLong = `\`${long}\` has more than ${longestName} bytes, which is all that PostgreSQL keeps of a name`;
  return long === undefined ? [] : [mistake('jdbc-table', place, tooLong, { hint: 'give it a shorter name' })];
}

function lintWithoutContract(name: string, input: KindInput, at: At): Diagnostic[] {
  const { words } = input.declaration;
  const wanted = [...(words.layout === 'by-type' ? ['layout'] : []), ...(listOf(words.key).length > 0 ? ['key'] : [])];
  return contractNeeded(input, name, wanted, at);
}

function lintEvent(topic: TopicDeclaration, event: EventContract, words: Words, at: At): Diagnostic[] {
  return [...lintLayout(topic, event, words, at), ...lintNames(topic, event)];
}

function lintLayout(topic: TopicDeclaration, event: EventContract, words: Words, at: At): Diagnostic[] {
  if (words.layout === 'by-type') return lintByType(event, at('layout'));
  return lintSharedColumns(topic, event);
}

/** Fields whose names no column can have. */
function lintNames({ map }: TopicDeclaration, event: EventContract): Diagnostic[] {
  const fields = [
    ...Object.keys(event.fields).map((name) => ({ name, pointer: ['events', event.name, 'fields', name] })),
    ...Object.entries(event.types ?? {}).flatMap(([type, own]) =>
      Object.keys(own).map((name) => ({ name, pointer: ['events', event.name, 'types', type, name] })),
    ),
  ];
  return fields.flatMap(({ name, pointer }) => {
    const place: Place = { map, pointer, part: 'key' };
    const hint = 'give the field another name';
    if (reservedColumns.includes(name)) {
      return [mistake('jdbc-column', place, `\`${name}\` is a column that every row has already`, { hint })];
    }
    if (Buffer.byteLength(name) <= longestName) return [];
    return [mistake('jdbc-column', place, `\`${name}\` has more than ${longestName} bytes`, { hint })];
  });
}
