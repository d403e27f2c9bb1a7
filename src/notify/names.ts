/** The section of a pipeline file that declares who is told, the job's name in its pipeline, and its kind. */
export const NOTIFY = 'notify';
