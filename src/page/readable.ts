import type { Context } from '../base/context.ts';
import { PipelineError } from '../base/errors.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { AnyDecoder } from '../encodings/any-decoder.ts';
import { RecordDecoder } from '../encodings/record-decoder.ts';
import type { EventContract } from '../language/model.ts';
import type { ClusterAddresses } from '../target/addresses.ts';

/**
 * Makes records of a topic readable: by its contract, else by the schema that each value names. A registry that does
 * not answer is the reason why a record stays unreadable, not the end of what is shown.
 */
export function readableBy(
  contract: EventContract | undefined,
  cluster: ClusterAddresses,
  context: Context,
): (record: RawRecord) => RawRecord | Promise<RawRecord> {
  if (cluster.registry === undefined) return (record) => record;
  const registry = schemaRegistry(cluster, context);
  const decoder =
    contract === undefined
      ? new AnyDecoder(registry)
      : contract.encoding === undefined
        ? undefined
        : new RecordDecoder(contract.encoding, registry);
  if (decoder === undefined) return (record) => record;
  return async (record) => {
    try {
      return await decoder.decode(record);
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      return { ...record, unreadable: `${error.where ?? 'the registry'}: ${error.message}` };
    }
  };
}
