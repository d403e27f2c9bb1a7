import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Context } from '../base/context.ts';
import { type Diagnostic, LanguageError } from '../base/errors.ts';
import { isRecord } from '../base/values.ts';
import { mistake } from '../language/diagnostic.ts';
import { explain } from '../language/explain.ts';
import type { Pointer, SourceMap } from '../language/model.ts';
import { parseYaml } from '../language/parse.ts';
import { validator } from '../language/validator.ts';
import type { ClusterAddresses } from './addresses.ts';
import { clusterSchema, credentials, embeddedSchema } from './cluster-schema.ts';
import type { WrittenHdfs } from './name-nodes.ts';

/** What a cluster's file may say beside addresses. */
export interface ClusterSettings {
  readonly defaults?: Partial<ClusterAddresses['defaults']>;
  readonly vars?: Readonly<Record<string, string | number | boolean>>;
}

/** config/clusters/NAME.yaml as written, its references read. */
export interface ClusterFile extends ClusterSettings {
  readonly compose?: ClusterAddresses['compose'];
  readonly connect: ClusterAddresses['connect'];
  readonly kafka: ClusterAddresses['kafka'];
  readonly hdfs?: WrittenHdfs & { readonly dataNodeHosts?: readonly string[] };
  readonly yarn?: ClusterAddresses['yarn'];
  readonly s3?: { readonly endpoint: string; readonly bucket: string } & Partial<NonNullable<ClusterAddresses['s3']>>;
  readonly postgres?: ClusterAddresses['postgres'];
  readonly registry?: ClusterAddresses['registry'];
  readonly services?: Readonly<Record<string, string>>;
  readonly secrets?: ClusterAddresses['secrets'];
}

const embeddedCheck = validator<ClusterSettings>(embeddedSchema);
const clusterCheck = validator<ClusterFile>(clusterSchema);

const reference = /\$\{(env|file):([^}]+)\}/g;

function read<T>(path: string, shown: string, check: ValidateFunction<T>, context: Context): T {
  const { value, map, diagnostics } = parseYaml(shown, readFileSync(path, 'utf8'));
  const found: Diagnostic[] = [...diagnostics];
  const content = value ?? {};
  if (!check(content)) found.push(...explain(check.errors ?? [], content, map));
  found.push(...plainCredentials(content, map));
  const substituted = substitute(content, [], map, context, found);
  if (found.some(({ severity }) => severity === 'error')) throw new LanguageError(found);
  if (!check(substituted)) throw new LanguageError((check.errors ?? []).map((error) => unfit(error, map)));
  return substituted;
}

/** What a reference stands for may be a secret: it is not repeated. */
function unfit({ instancePath, parentSchema }: ErrorObject, map: SourceMap): Diagnostic {
  const pointer = instancePath.split('/').slice(1);
  const title = isRecord(parentSchema) && typeof parentSchema.title === 'string' ? parentSchema.title : undefined;
  const hint = title === undefined ? undefined : `it must be ${title}`;
  return mistake('bad-value', { map, pointer }, 'what this reference stands for cannot stand here', { hint });
}

/** Reads a cluster's file, `shown` in messages as its name. Every mistake at once, as a LanguageError. */
export const readClusterFile = (path: string, shown: string, context: Context): ClusterFile =>
  read(path, shown, clusterCheck(), context);

/** Reads config/clusters/embedded.yaml, which has defaults and variables only. */
export const readEmbeddedFile = (path: string, shown: string, context: Context): ClusterSettings =>
  read(path, shown, embeddedCheck(), context);

function plainCredentials(content: unknown, map: SourceMap): Diagnostic[] {
  return credentials.flatMap((pointer) => {
    const text = pointer.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), content);
    if (typeof text !== 'string' || /^\$\{(env|file):[^}]+\}$/.test(text)) return [];
    return [
      mistake('plain-secret', { map, pointer }, `\`${pointer.at(-1)}\` stands here in plain text`, {
        hint: 'write ${env:NAME} or ${file:PATH} and keep the secret there',
      }),
    ];
  });
}

/** Replaces `${env:NAME}` and `${file:PATH}` in every text; what cannot be read is added to `found`. */
function substitute(value: unknown, pointer: Pointer, map: SourceMap, context: Context, found: Diagnostic[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => substitute(item, [...pointer, index], map, context, found));
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, substitute(item, [...pointer, key], map, context, found)]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replace(reference, (whole, provider: string, name: string) => {
    const known = provider === 'env' ? context.environment[name] : fileContent(resolve(context.directory, name));
    if (known !== undefined) return known;
    const message = provider === 'env' ? `the environment has no ${name}` : `the file ${name} cannot be read`;
    found.push(mistake('missing-reference', { map, pointer }, message));
    return whole;
  });
}

function fileContent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch {
    return undefined;
  }
}
