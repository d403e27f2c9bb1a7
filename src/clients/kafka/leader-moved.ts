import { ServiceError } from '../../base/errors.ts';

/** Errors after which another broker leads the partition, or soon will. */
export const MOVED: ReadonlySet<number> = new Set([3, 5, 6, 7, 9, 74, 75, 76]);

/** A broker answered that it does not lead the partition (any more). */
export class LeaderMoved extends Error {
  readonly kafkaError: number;

  constructor(kafkaError: number) {
    super(`no leader (error ${kafkaError})`);
    this.kafkaError = kafkaError;
  }

  asServiceError(topic: string): ServiceError {
    return new ServiceError(`The partition has no reachable leader (error ${this.kafkaError})`, { where: topic });
  }
}
