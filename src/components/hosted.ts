import { Registry } from '../base/registry.ts';
import { alerts } from './alerts/alerts.ts';
import type { HostedKind } from './hosted-kind.ts';
import { notify } from './notify/notify.ts';
import { recommender } from './recommender/recommender.ts';
import { sparkHosted } from './spark/hosted.ts';
import { statistics } from './statistics/statistics.ts';
import { verify } from './verify/verify.ts';

/** Every kind of job that a host runs. Records of other kinds are a later version's. */
export const hosted = new Registry<HostedKind>('kind of job', [
  recommender,
  sparkHosted,
  statistics,
  alerts,
  notify,
  verify,
]);
