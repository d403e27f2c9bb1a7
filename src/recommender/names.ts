/** The section of a pipeline file that declares one, the job's name in its pipeline, and its kind. */
export const RECOMMENDER = 'recommender';

/**
 * The internal log of a recommender: every event it learns from, in the order that counts. `job` is its name in the
 * cluster.
 */
export const logTopic = (job: string): string => `${job}-events`;

/** Where events that it cannot read go, with the reason. */
export const deadLetterTopic = ({ to }: { readonly to: string }): string => `${to}.dead-letters`;

/** The consumer group that holds its lease and shows its lag. */
export const groupOf = (job: string): string => `pipeline.${job}`;
