/** Where the names come from that may stand at a place of the command line. */
export type NameSource =
  | 'pipelines'
  | 'connectors'
  | 'sinks'
  | 'topics'
  | 'jobs'
  | 'recommenders'
  /** Users' cluster files: config/clusters/NAME.yaml. */
  | 'clusters'
  /** Logs of the embedded cluster. */
  | 'logs'
  /** Files `*.yaml` and folders. */
  | 'yaml'
  /** Any file or folder. */
  | 'files';

/** What a shell may propose for an argument or the value of a flag. */
export interface Completion {
  readonly words?: readonly string[];
  readonly from?: readonly NameSource[];
  /** Several may stand there, with commas between. */
  readonly commas?: true;
}
