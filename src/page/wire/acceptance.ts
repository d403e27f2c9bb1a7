import type { AcceptanceReport } from '../../acceptance/report.ts';

/** `report.json` of an acceptance (docs/acceptance.md). */
export interface AcceptancePage {
  /** The folder or file that it lies in. */
  readonly where: string;
  readonly report: AcceptanceReport;
}
