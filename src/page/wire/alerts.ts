/** One rule of a deployed job. */
export interface AlertRule {
  readonly job: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Alerts that its job counts; null where no host has reported lately. Silences are not counted. */
  readonly alerts: number | null;
  /** Events that match it. */
  readonly matched: number | null;
}

/** An alert in one line. */
export interface AlertRow {
  readonly rule: string;
  /** ISO instant; empty where no calendar reaches. */
  readonly time: string;
  readonly words: string;
  /** Of its trigger. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** As its topic holds it. */
  readonly value: string;
}

export interface AlertsPage {
  readonly rules: readonly AlertRule[];
  /** Jobs whose rules this version does not know, in words. */
  readonly problems: readonly string[];
  /** Of the rules as they are now, the newest first. */
  readonly alerts: readonly AlertRow[];
  /** Records of each topic of alerts that were looked at, at most. */
  readonly most: number;
}
