import type { ConnectorConfig } from '../clients/connect/model.ts';

/** Lets a source's task see the client that the worker made for it, and report to the same Kafka (docs/status.md). */
export const reporting: ConnectorConfig = {
  'producer.override.interceptor.classes': 'pipeline.connect.status.ProducerWitness',
};
