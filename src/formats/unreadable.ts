/** A row, or a value in it, that is not what its file's format says. */
export class Unreadable extends Error {}
