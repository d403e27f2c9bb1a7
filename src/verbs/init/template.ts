/** A first pipeline of somebody's own, which `init` writes. */
export interface Template {
  readonly name: string;
  readonly description: string;
  /** The YAML of a pipeline called `pipeline`. */
  readonly text: (pipeline: string) => string;
}
