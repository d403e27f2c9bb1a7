// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `text` without the control and direction characters that could move a terminal's cursor or hide text. */
export function printable(text: string): string {
  return text.replace(control, '');
}
