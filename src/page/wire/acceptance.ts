/** `report.json` of an acceptance, as far as it is shown (docs/acceptance.md). */
export interface AcceptancePage {
  /** The folder or file that it lies in. */
  readonly where: string;
  readonly report: {
    readonly ok: boolean;
    readonly cluster: string;
    readonly began: string;
    readonly seconds: number;
    readonly checks: readonly {
      readonly group: string;
      readonly name: string;
      readonly outcome: 'passed' | 'failed' | 'unproven';
      readonly found: string;
      readonly expected?: string;
      readonly how: string;
      readonly problem?: string;
      readonly hint?: string;
    }[];
    readonly plots: readonly (
      | {
          readonly kind: 'bars';
          readonly title: string;
          readonly unit: string;
          readonly points: readonly { readonly name: string; readonly value: number }[];
        }
      | {
          readonly kind: 'line';
          readonly title: string;
          readonly unit: string;
          readonly points: readonly { readonly at: number; readonly value: number }[];
        }
    )[];
  };
}
