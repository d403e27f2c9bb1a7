import { RefusedError } from '../../base/errors.ts';

/** How to mend what cannot be continued. */
export const startOver = (name: string): string =>
  `To start over with what is there now: \`pipeline recommender reset ${name}\`.`;

/** Throws RefusedError when the log is not the one that the state was learned from. `known` is '' for a new state. */
export function checkLog(
  state: { readonly applied: number; readonly log: string },
  log: { readonly topic: string; readonly id: string; readonly start: number; readonly end: number },
  name: string,
): void {
  const details = {
    where: log.topic,
    hint: `${startOver(name)} Where that was done on another machine, remove this one's folder .pipeline/recommender/${name}.`,
  };
  if (state.log !== '' && log.id !== '' && state.log !== log.id) {
    throw new RefusedError('The log was created again since the state was written', details);
  }
  if (state.applied > log.end) {
    throw new RefusedError(`The log ends at ${log.end}, but the state has learned up to ${state.applied}`, details);
  }
  if (state.applied < log.start) {
    throw new RefusedError(
      `The log begins at ${log.start}, but is needed from ${state.applied} on: its oldest records were removed`,
      details,
    );
  }
}
