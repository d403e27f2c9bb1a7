/** A schema of JSON Schema 2020-12, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;
