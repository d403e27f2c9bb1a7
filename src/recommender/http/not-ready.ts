import { json } from './server.ts';

/** The answer of an instance that has not recovered its state yet. */
export const notReady = json(503, { error: 'This instance is not ready yet.' });
