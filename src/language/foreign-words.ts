import { parseDuration } from '../base/units.ts';

type Synonyms = readonly (readonly [meant: readonly string[], words: readonly string[]])[];

/** Keys of other languages and tools, and the keys here of which the first that is allowed is meant. */
const synonyms: Synonyms = [
  [
    ['minimum', 'minLength', 'minItems'],
    ['min', 'gte', 'ge', 'atLeast', 'least'],
  ],
  [
    ['maximum', 'maxLength', 'maxItems'],
    ['max', 'lte', 'le', 'most'],
  ],
  [['exclusiveMinimum'], ['gt', 'above', 'greaterThan', 'over', 'moreThan']],
  [['exclusiveMaximum'], ['lt', 'below', 'lessThan', 'under']],
  [['const'], ['equals', 'equal', 'eq', 'is', 'value', '=', '==']],
  [
    ['maxLength', 'bytes'],
    ['size', 'length', 'maxlength', 'max_length', 'len'],
  ],
  [['minLength'], ['minlength', 'min_length']],
  [['decimals'], ['scale', 'precision', 'digits', 'decimal']],
  [
    ['enum', 'choice'],
    ['values', 'choices', 'oneOf', 'symbols', 'options', 'allowed', 'one_of', 'in'],
  ],
  [['pattern'], ['regex', 'regexp', 'match', 'matches', 'topics.regex', 'like', 'glob', 'topic', 'topics']],
  [['range'], ['between', 'minmax']],
  [['fields'], ['properties', 'columns', 'attributes']],
  [['items'], ['of', 'element', 'elements', 'itemType', 'data', 'results', 'list', 'path', 'jsonPath']],
  [
    ['by', 'per', 'count'],
    ['discriminator', 'groupBy', 'group_by', 'partitionBy', 'partition_by', 'partitionedBy'],
  ],
  [['timezone'], ['tz', 'timeZone', 'zone', 'time_zone']],
  [
    ['from', 'to'],
    ['topic', 'topics', 'input', 'inputs', 'source', 'read', 'reads'],
  ],
  [['to'], ['output', 'target', 'sink', 'into', 'write', 'writes']],
  [['replication'], ['replicas', 'replicationFactor', 'replication-factor', 'replication_factor', 'rf']],
  [
    ['event', 'table'],
    ['schema', 'value', 'contract', 'type', 'valueSchema', 'tableName', 'collection'],
  ],
  [
    ['every', 'rate'],
    ['interval', 'period', 'frequency', 'poll', 'pollInterval', 'schedule', 'cron', 'refresh'],
  ],
  [['within'], ['window', 'during', 'period', 'timeWindow']],
  [['deadLetter'], ['dlq', 'deadLetterQueue', 'dead_letter', 'dead-letter', 'dlt', 'errorTopic', 'errors']],
  [['tasks'], ['parallelism', 'workers', 'tasksMax', 'tasks.max', 'threads', 'maxTasks']],
  [['path'], ['directory', 'dir', 'location', 'folder', 'uri', 'prefix']],
  [['compression'], ['codec', 'compress']],
  [['roll'], ['rotate', 'rolling', 'flush', 'rotation', 'commit']],
  [['directories'], ['granularity', 'by', 'per', 'unit']],
  [['user'], ['username', 'login', 'users', 'userId', 'user_id']],
  [['password'], ['pass', 'pwd', 'secret']],
  [['key'], ['primaryKey', 'primary_key', 'pk', 'keys', 'keyField', 'id', 'conflictKey']],
  [['count'], ['records', 'number', 'total', 'n', 'amount', 'max', 'limit']],
  [
    ['types', 'weights'],
    ['weights', 'weight', 'scores', 'probabilities', 'distribution'],
  ],
  [['query'], ['params', 'parameters', 'queryParams', 'queryString']],
  [['unchanged'], ['dedupe', 'deduplicate', 'id', 'idField', 'uniqueKey', 'dedup']],
  [['number'], ['page', 'pageNumber', 'start', 'first']],
  [['next'], ['next_page', 'nextPage', 'next_url', 'nextUrl', 'nextLink']],
  [['bearer'], ['token', 'accessToken', 'jwt']],
  [['oauth2'], ['oauth', 'oidc', 'clientCredentials']],
  [['headers'], ['header', 'httpHeaders']],
  [['where'], ['when', 'if', 'condition', 'filter', 'match', 'having']],
  [['absent'], ['silence', 'missing', 'noEvents', 'idle']],
  [['webhook'], ['url', 'slack', 'endpoint', 'hook', 'address']],
  [['atMost'], ['rate', 'limit', 'throttle', 'rateLimit']],
  [['of'], ['field', 'column']],
  [['expect'], ['equals', 'is', 'value', 'expected', 'equal']],
  [['fresherThan'], ['maxAge', 'olderThan', 'age', 'freshness', 'max_age']],
  [['sql'], ['query', 'select', 'statement']],
  [['top'], ['k', 'limit', 'n', 'size', 'topK', 'topN']],
  [['model'], ['algorithm', 'method', 'engine']],
  [['excludeKnown'], ['exclude', 'excludeSeen', 'excludeViewed']],
  [['pipeline'], ['name', 'project', 'app']],
  [['vars'], ['variables', 'parameters', 'env']],
  [['run'], ['mode', 'trigger']],
];

const keys = new Map<string, string[]>();
for (const [meant, words] of synonyms) {
  for (const word of words) keys.set(word, [...(keys.get(word) ?? []), ...meant]);
}

/** The key here that `written` means among those that are `allowed`. */
export const meantKey = (written: string, allowed: readonly string[]): string | undefined =>
  keys.get(written)?.find((key) => allowed.includes(key));

/** Values of other languages, and the values here of which the first that is allowed is meant. */
const values: Synonyms = [
  [
    ['ndjson', 'json'],
    ['jsonl', 'jsonlines', 'json-lines'],
  ],
  [['append'], ['insert', 'add']],
  [['upsert'], ['merge', 'update', 'overwrite', 'replace']],
  [['gzip'], ['gz', 'zip', 'deflate']],
  [['day'], ['daily', 'date', 'month', 'monthly', 'days']],
  [['hour'], ['hourly', 'hours', 'minute']],
  [['manual'], ['batch', 'once', 'cron', 'schedule', 'scheduled', 'job']],
  [['streaming'], ['stream', 'continuous', 'always', 'realtime']],
  [['stopped'], ['disabled', 'off', 'inactive', 'false']],
  [['running'], ['enabled', 'on', 'active', 'true']],
  [['keep'], ['allow', 'ignore', 'pass', 'accept']],
  [['reject'], ['deny', 'forbid', 'fail', 'error', 'strict', 'drop']],
  [['one'], ['union', 'single', 'merged', 'wide']],
  [['by-type'], ['split', 'separate', 'per-type', 'byType']],
  [['failed'], ['down', 'error', 'failure', 'broken', 'unhealthy']],
];

/** The value here that `written` means among those that are `allowed`. */
export function meantValue(written: string, allowed: readonly string[]): string | undefined {
  const [meant] = values.find(([, words]) => words.includes(written.toLowerCase())) ?? [];
  return meant?.find((value) => allowed.includes(value));
}

/** How what somebody meant by an unknown key is said here; undefined for words of no other language. */
export function keyHint(written: string, value: unknown, allowed: readonly string[], there: readonly string[]) {
  if (allowed.includes('partitions')) {
    const setting = topicSetting(written, value);
    if (setting !== undefined) return setting;
  } else if (/^retention/.test(written)) {
    return 'leave it out: a topic has one: `config: { retention.ms: … }` under `topics`';
  }
  if (['enabled', 'active', 'disabled'].includes(written) && allowed.includes('state')) {
    return `write \`state: ${value === (written === 'disabled') ? 'stopped' : 'running'}\``;
  }
  if (written === 'upsert' && allowed.includes('mode')) return 'write `mode: upsert`';
  const meant = meantKey(written, allowed);
  if (meant === undefined) return undefined;
  return there.includes(meant) ? `leave it out: \`${meant}\` says it` : `write \`${meant}\``;
}

/** Settings of a topic are Kafka's own, by Kafka's names. */
function topicSetting(written: string, value: unknown): string | undefined {
  if (written === 'retention' || /^retention_?(ms)?$/i.test(written)) {
    const kept = typeof value === 'number' ? value : milliseconds(value);
    return `write \`config: { retention.ms: ${kept ?? 604_800_000} }\`${kept === undefined ? ', here for 7 days' : ''}`;
  }
  if (['compact', 'compacted', 'cleanup'].includes(written)) return 'write `config: { cleanup.policy: compact }`';
  if (!written.includes('.')) return undefined;
  return `write \`config: { ${written}: ${typeof value === 'object' ? '…' : String(value)} }\``;
}

function milliseconds(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? parseDuration(value) : undefined;
  } catch {
    return undefined;
  }
}
