/** One line of a plot; `points`: milliseconds since the epoch, value. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

/** Numbers over time, in one unit. */
export interface LinePlot {
  readonly title: string;
  readonly unit: string;
  /** Times are those of a clock without a zone: they are shown as they are. */
  readonly zoneless?: true;
  readonly lines: readonly PlotLine[];
}
