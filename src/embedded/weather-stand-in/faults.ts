/** Bad answers on demand. */
export const faultKinds = ['error', 'timeout', 'oversized', 'invalid', 'quota', 'redirect', 'refused'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Only requests whose `q` begins so; all of them when absent. */
  readonly city?: string;
  /** How many answers it spoils. */
  times: number;
}

/** What was ordered and is not used up. */
export class Faults {
  private readonly ordered: Fault[] = [];

  /** `{"kind":"error","city":"Paris","times":3}`; anything else is refused with a sentence. */
  order(text: string): string | undefined {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return 'not JSON';
    }
    if (typeof value !== 'object' || value === null) return 'not an object';
    const { kind, city, times }: { kind?: unknown; city?: unknown; times?: unknown } = value;
    const known = faultKinds.find((name) => name === kind);
    if (known === undefined) return `kind is one of ${faultKinds.join(', ')}`;
    this.ordered.push({
      kind: known,
      ...(typeof city === 'string' ? { city } : {}),
      times: typeof times === 'number' ? times : 1,
    });
    return undefined;
  }

  /** The fault of this request, if there is one. */
  take(city: string): FaultKind | undefined {
    const fault = this.ordered.find((one) => one.times > 0 && city.startsWith(one.city ?? ''));
    if (fault === undefined) return undefined;
    fault.times -= 1;
    return fault.kind;
  }
}
