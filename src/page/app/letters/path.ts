/** Where the server tells of the dead letters of a sink. */
export const lettersPath = (name: string): string => `/api/dead-letters/${encodeURIComponent(name)}`;

/** Where the page shows them. */
export const lettersHref = (name: string): string => `/dead-letters/${encodeURIComponent(name)}`;
