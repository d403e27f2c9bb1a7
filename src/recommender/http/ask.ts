const PATIENCE = 10_000;

/** The JSON that an instance answers to a GET; undefined when it does not answer, or not with success. */
export async function askInstance(address: string, path: string): Promise<unknown> {
  try {
    const response = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
