/** Values as server-sent events, as they come. */
export async function* eventsOf<T>(values: AsyncIterable<T>, text: (value: T) => string): AsyncGenerator<string> {
  yield 'retry: 2000\n\n';
  for await (const value of values) yield `data: ${text(value)}\n\n`;
}
