/** The directory in HDFS of the checkpoints of a streaming job, one for each of its queries. */
export const checkpointsOf = (job: string): string => `/pipeline/checkpoints/${job}`;
