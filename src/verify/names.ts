/** The section of a pipeline file that schedules proofs, the job's name in its pipeline, and its kind. */
export const VERIFY = 'verify';
