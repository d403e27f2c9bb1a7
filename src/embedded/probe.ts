const patience = 2_000;

/** GETs an address of the cluster; undefined when it does not answer 2xx in time. */
export async function get(url: string): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  }
}
