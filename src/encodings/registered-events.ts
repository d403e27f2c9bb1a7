import type { Context } from '../base/context.ts';
import type { SchemaRegistry, SubjectVersion } from '../clients/registry/client.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import type { AskedSubject, RegisteredEvent, UnknownSubject } from '../language/section.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { TopicEncoding } from './encoding.ts';
import { encodings } from './encodings.ts';

/**
 * Derives contracts from the subjects of a cluster's registry, which is opened when the first is asked for: files that
 * ask for none need no password of it. Errors are the registry's.
 */
export function registeredEvents(
  cluster: ClusterAddresses,
  context: Pick<Context, 'environment' | 'signal' | 'clock'>,
): (asked: AskedSubject) => Promise<RegisteredEvent | UnknownSubject> {
  let opened: SchemaRegistry | undefined;
  return async ({ format, name, subject, version }) => {
    opened ??= schemaRegistry(cluster, context);
    const registry = opened;
    const encoding = encodings.named(format);
    const found = await registry.version(subject, version ?? 'latest');
    if (found === undefined) return { subjects: await registry.subjects(), versions: await registry.versions(subject) };
    if (found.type !== encoding.schemaType) return ofAnotherType(found, encoding);
    const numbers = (await registry.versions(subject)).filter((one) => one !== found.version);
    const others = await Promise.all(numbers.map((one) => registry.version(subject, one)));
    const schema = encoding.whole(found);
    return {
      version: found.version,
      schema,
      ...encoding.derive(name, schema),
      misfits: others.flatMap((other) => misfitOf(encoding, found, other)),
    };
  };
}

function ofAnotherType({ version, text, type }: SubjectVersion, { name }: TopicEncoding): RegisteredEvent {
  const message = `it is a schema of ${type}, and the topic’s format is ${name}`;
  const other = encodings.all.find(({ schemaType }) => schemaType === type);
  const problems = [{ path: '', message, ...(other === undefined ? {} : { hint: `write \`format: ${other.name}\`` }) }];
  return { version, schema: text, contract: undefined, problems, misfits: [] };
}

function misfitOf(encoding: TopicEncoding, reader: SubjectVersion, writer: SubjectVersion | undefined) {
  if (writer === undefined) return [];
  const why = encoding.misfit(encoding.whole(reader), encoding.whole(writer));
  return why === undefined ? [] : [{ version: writer.version, why }];
}
