/** What a hosted job tells its supervisor over the process channel. */
export interface JobReport {
  readonly state: 'STARTING' | 'RUNNING';
  readonly metrics: Readonly<Record<string, number>>;
  /** What it waits for, where it does. */
  readonly waits?: string;
}

/** Checks a message of a child process. */
export function isJobReport(message: unknown): message is JobReport {
  if (typeof message !== 'object' || message === null || !('state' in message) || !('metrics' in message)) return false;
  const { state, metrics } = message;
  return (
    (state === 'STARTING' || state === 'RUNNING') &&
    typeof metrics === 'object' &&
    metrics !== null &&
    Object.values(metrics).every((value) => typeof value === 'number') &&
    (!('waits' in message) || typeof message.waits === 'string')
  );
}

/** Where a job's reports go: to the supervisor that started this process, or nowhere. */
export type ReportTo = (report: JobReport) => void;

/**
 * The channel to the supervisor that started this process as a child. Without one, reports go nowhere. `orphaned` is
 * called when the supervisor is gone: its job must end too, another host may already run it.
 */
export function supervisorChannel(process: NodeJS.Process, orphaned: () => void): ReportTo {
  if (process.send === undefined) return () => {};
  process.on('disconnect', orphaned);
  // Listening would keep a process alive whose work has failed or is done.
  process.channel?.unref();
  return (report) => {
    if (process.connected) process.send?.(report, undefined, {}, () => {});
  };
}
