/** A name as Spark's SQL takes it. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A text as Spark's SQL takes it. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
