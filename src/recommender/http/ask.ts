const PATIENCE = 10_000;

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What an instance answers to a GET; undefined when it does not answer, or with what is no JSON. */
async function answered(address: string, path: string): Promise<Answered | undefined> {
  try {
    const response = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(PATIENCE) });
    return { status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}

/** The JSON that an instance answers to a GET; undefined when it does not answer, or not with success. */
export async function askInstance(address: string, path: string): Promise<unknown> {
  const answer = await answered(address, path);
  return answer !== undefined && answer.status >= 200 && answer.status < 300 ? answer.body : undefined;
}

/**
 * What the first of several instances that can tell says; null where it does not know what is asked for, undefined
 * where none can tell.
 */
export async function askAny<T>(
  addresses: readonly string[],
  path: string,
  accepts: (value: unknown) => value is T,
): Promise<T | null | undefined> {
  for (const address of addresses) {
    const answer = await answered(address, path);
    if (answer?.status === 404) return null;
    if (answer?.status === 200 && accepts(answer.body)) return answer.body;
  }
  return undefined;
}
