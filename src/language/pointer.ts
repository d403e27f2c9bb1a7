/** A path into a YAML file, as keys and indexes. */
export type Pointer = readonly (string | number)[];
