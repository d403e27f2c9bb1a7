import type { JarsPart } from '../processes/jars.ts';
import type { Launch } from '../processes/processes.ts';
import type { Home } from '../target/home.ts';

/** What services know of the cluster they are part of. */
export interface Site {
  readonly home: Home;
  /** The directory that `pipeline up` was called in. */
  readonly directory: string;
  /** Port of a name in some service's `ports`. */
  port(name: string): number;
  /** The `java` binary. */
  readonly java: string;
  /** Folder of the jars, see jarsFolder. */
  readonly jars: string;
  /** Whom files in HDFS belong to. */
  readonly user: string;
}

/**
 * One process of the embedded cluster. Adding a service is adding a file that exports one and a line in
 * services/index.ts.
 */
export interface Service {
  readonly name: string;
  /** What `--with` and pipelines call it together with others; its own name when absent. */
  readonly partOf?: string;
  /** Its usual ports by name; `ps` shows the first. */
  readonly ports: Readonly<Record<string, number>>;
  /** Services that must answer before this one is started, and that are stopped after it. */
  readonly after: readonly string[];
  /** Milliseconds that it gets to end in order; 20 s when absent. */
  readonly grace?: number;
  /** What asks it to end; SIGTERM when absent. */
  readonly ending?: NodeJS.Signals;
  /** Only started when `--with` or a pipeline asks for it. */
  readonly optional: boolean;
  /** Jars it runs from, those of its class path first. */
  readonly jars: readonly JarsPart[];
  /** Glob patterns of other files of the checkout that it runs from. */
  readonly sources: readonly string[];
  launch(site: Site): Launch;
  /** Work before each start, such as formatting once; must be repeatable after having been cut short. */
  prepare?(site: Site): Promise<void>;
  /** Whether it answers and can work. May reject, which means no. */
  ready(site: Site): Promise<boolean>;
}

/** What `--with` and pipelines call a service. */
export const calledAs = ({ name, partOf }: Service): string => partOf ?? name;
