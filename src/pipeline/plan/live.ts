import type { LiveConnector } from '../../clients/connect/model.ts';
import type { TopicSettings } from '../../clients/kafka/topic-settings.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';

/** What a plan is computed against: the cluster as it is now, as far as the declared names reach. */
export interface LiveState {
  /** All of them, ours or not. */
  readonly connectors: readonly LiveConnector[];
  /** Those of the declared names that exist. */
  readonly topics: readonly TopicSettings[];
  /** Names of all topics. */
  readonly existing: readonly string[];
  readonly jobs: readonly JobRecord[];
  /** Classes of the connector plugins that the workers have. */
  readonly plugins: readonly string[];
  /** Names of the secrets that are set; undefined when this machine cannot see them. */
  readonly secrets: readonly string[] | undefined;
}
