const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number that `text` spells as JSON does; undefined for anything else, such as '', ' 1', '0x10'. */
export function numberIn(text: string): number | undefined {
  return JSON_NUMBER.test(text) ? Number(text) : undefined;
}

/**
 * The whole number from 0 that `text` spells in digits; undefined for anything else, and for more than a double holds
 * exactly.
 */
export function wholeNumberIn(text: string): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}
