import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const { scheduleCheckPendingRequests: schedule } = RequestQueue.prototype;

/**
 * kafkajs 2.2.4 sets a timer after every answer, also when no request waits, and then with a time in the past, which Node warns
 * about. A request that has to wait sets the timer itself, so without one there is nothing to look after.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(): void {
  if (this.pending.length > 0) schedule.call(this);
};
