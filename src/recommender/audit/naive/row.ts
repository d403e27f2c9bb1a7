/** What is counted about one item together with others, by the other item. */
export interface NaiveRow {
  /** Σ over users of min(r(u, item), r(u, other)). */
  readonly pairs: ReadonlyMap<string, number>;
  /** Σ 2520 / distance over events on other that follow an event on item within 10 events. */
  readonly sequences: ReadonlyMap<string, number>;
}
