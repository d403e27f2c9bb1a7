/** What a job writes and nobody else: it stays when the job goes. */
export interface Written {
  readonly topics: readonly string[];
  /** `hdfs:/…`, `file:/…`. */
  readonly directories: readonly string[];
  /** Directories that hold those, and perhaps others': they go when they are empty. */
  readonly roots: readonly string[];
}
