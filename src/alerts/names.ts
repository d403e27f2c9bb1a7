/** The section of a pipeline file that declares alerts, the job's name in its pipeline, and its kind. */
export const ALERTS = 'alerts';
