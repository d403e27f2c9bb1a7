import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Diagnostic } from '../base/errors.ts';
import { entriesOf, isRecord, member, type Values } from '../base/values.ts';
import { mistake } from './diagnostic.ts';
import { explain, pointerOf } from './explain.ts';
import { hidesSecrets, isAt, type KindWords, kindsFor } from './kind-words.ts';
import type { Pipeline, Pointer, SourceMap } from './model.ts';
import type { ParsedFile } from './parse.ts';
import { readChecks } from './read-checks.ts';
import { readConnectors } from './read-connectors.ts';
import { readEvents } from './read-events.ts';
import { readJobs } from './read-jobs.ts';
import { readSections } from './read-sections.ts';
import { readTopics } from './read-topics.ts';
import { type PlugIns, pipelineSchema } from './schema.ts';
import type { Section, Surroundings } from './section.ts';
import { type Scalar, type Substituted, substitute } from './substitute.ts';

export interface ReadPipeline {
  /** What could be read, even when there are mistakes; undefined without so much as a name. */
  readonly pipeline: Pipeline | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Every topic the file declares, also those with mistakes in them. */
  readonly topicNames: readonly string[];
}

const validators = new WeakMap<readonly KindWords[], ValidateFunction>();

/**
 * The compiled schema of the language with its plug-ins. The schema itself is checked by the tests, not at every start.
 */
export function pipelineValidator({ kinds, engines, sections, formats: ofTopics }: PlugIns): ValidateFunction {
  const known = validators.get(kinds);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  formats.default(ajv);
  const validate = ajv.compile(pipelineSchema({ kinds, engines, sections, formats: ofTopics }));
  validators.set(kinds, validate);
  return validate;
}

/** Reads one parsed file. */
export async function readPipeline(
  parsed: ParsedFile,
  validate: ValidateFunction,
  surroundings: Surroundings,
): Promise<ReadPipeline> {
  const { file, map, value } = parsed;
  if (value === undefined) return { pipeline: undefined, diagnostics: parsed.diagnostics, topicNames: [] };
  if (!isRecord(value)) {
    const diagnostic = mistake('empty-file', { map, pointer: [] }, 'this file declares no pipeline', {
      hint: 'begin with `pipeline: NAME`',
    });
    return { pipeline: undefined, diagnostics: [diagnostic], topicNames: [] };
  }
  const { vars, ...rest } = value;
  const substituted = substitute(rest, map, valuesFor(vars, surroundings));
  const checked = check(
    { ...(isRecord(substituted.value) ? substituted.value : {}), ...(vars === undefined ? {} : { vars }) },
    substituted,
    validate,
  );
  const told = new Set([...parsed.diagnostics, ...substituted.diagnostics].map(({ at }) => `${at.line}:${at.column}`));
  const misplaced = placesBelowUnknownKeys(checked.errors, checked.root, map);
  const diagnostics = [
    ...parsed.diagnostics,
    ...substituted.diagnostics.filter(
      ({ rule, at }) => rule !== 'exposed-secret' || !misplaced.has(`${at.line}:${at.column}`),
    ),
    ...explain(checked.errors, checked.root, map).filter(({ at }) => !told.has(`${at.line}:${at.column}`)),
  ];
  const name = checked.root.pipeline;
  const topicNames = entriesOf(checked.root.topics).map(([topic]) => topic);
  if (typeof name !== 'string') return { pipeline: undefined, diagnostics, topicNames };

  const section: Section = {
    pipeline: name,
    file,
    root: checked.root,
    map,
    sections: surroundings.sections,
    diagnostics,
    usable: (part, entry) => !checked.errors.some((error) => touches(error, part, entry)),
    mistakesIn: (part, entry) =>
      checked.errors
        .filter((error) => error.keyword !== 'if' && touches(error, part, entry))
        .map(({ instancePath }) => instancePath.split('/').slice(3).map(unescaped)),
  };
  const events = await readEvents(section, surroundings);
  const pipeline: Pipeline = {
    name,
    file,
    map,
    events,
    topics: await readTopics(section, events, surroundings),
    sources: await readConnectors('source', section, events, surroundings),
    sinks: await readConnectors('sink', section, events, surroundings),
    sections: readSections(section),
    jobs: await readJobs(section, surroundings),
    checks: readChecks(section),
    unread: unreadIn(section),
    services: substituted.services,
  };
  return { pipeline, diagnostics, topicNames };
}

function valuesFor(fileVars: unknown, surroundings: Surroundings): Parameters<typeof substitute>[2] {
  const own = entriesOf(fileVars).filter((entry): entry is [string, Scalar] =>
    ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return {
    vars: Object.assign({}, Object.fromEntries(own), ...surroundings.vars),
    services: surroundings.services,
    secret: surroundings.secret,
    hides: ([part, ...path]: Pointer) => {
      if (part === 'sources' || part === 'sinks') {
        return hidesSecrets(path.slice(1), kindsFor(part === 'sources' ? 'source' : 'sink', surroundings.kinds));
      }
      const section = surroundings.sections.find(({ name }) => name === part);
      return section?.secretWords?.some((word) => isAt(word, path)) ?? false;
    },
  };
}

/** Lines and columns of what stands below keys that do not exist: that they do not is what is told. */
function placesBelowUnknownKeys(errors: readonly ErrorObject[], root: Values, map: SourceMap): ReadonlySet<string> {
  const places = new Set<string>();
  const walk = (value: unknown, pointer: Pointer): void => {
    const { line, column } = map.locate(pointer);
    places.add(`${line}:${column}`);
    for (const [key, member] of entriesOf(value)) walk(member, [...pointer, key]);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...pointer, index]);
  };
  for (const { keyword, instancePath, params, data } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const key = String(params.additionalProperty);
    walk(member(data, key), [...pointerOf(instancePath, root), key]);
  }
  return places;
}

/** Entries that cannot be read, as `sinks.lake`, and whole sections. */
function unreadIn({ root, usable }: Section): ReadonlySet<string> {
  return new Set(
    entriesOf(root).flatMap(([part, written]) => {
      if (!isRecord(written)) return usable(part) ? [] : [part];
      return Object.keys(written).flatMap((entry) => (usable(part, entry) ? [] : [`${part}.${entry}`]));
    }),
  );
}

/** Validates; text that a variable turned into a number goes back to text where text is wanted. */
function check(
  root: Values,
  { retyped }: Substituted,
  validate: ValidateFunction,
): { root: Values; errors: readonly ErrorObject[] } {
  validate(root);
  const first = validate.errors ?? [];
  const wrong = retyped.filter(({ pointer }) =>
    first.some(
      (error) => error.instancePath === pathOf(pointer) && error.keyword === 'type' && error.params.type === 'string',
    ),
  );
  if (wrong.length === 0) return { root, errors: first };
  const mended = structuredClone(root);
  for (const { pointer, text } of wrong) put(mended, pointer, text);
  validate(mended);
  return { root: mended, errors: validate.errors ?? [] };
}

function put(root: unknown, pointer: Pointer, text: string): void {
  const parent = pointer.slice(0, -1).reduce<unknown>((node, step) => {
    return Array.isArray(node) ? node[Number(step)] : member(node, String(step));
  }, root);
  const last = pointer.at(-1);
  if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.set(parent, last, text);
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

const pathOf = (pointer: Pointer): string =>
  pointer.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Whether `error` lies in the entry `name` of `section`, or makes the whole section unreadable. */
function touches({ instancePath, keyword }: ErrorObject, section: string, name?: string): boolean {
  if (instancePath === `/${section}`) return keyword === 'type' || name === undefined;
  const path = pathOf(name === undefined ? [section] : [section, name]);
  return instancePath === path || instancePath.startsWith(`${path}/`);
}
