import { randomBytes } from 'node:crypto';
import { programsLike } from '../../target/checkout.ts';
import { readSecrets, writeSecrets } from '../../target/secrets.ts';
import { get } from '../probe.ts';
import type { Service } from '../service.ts';
import { nodeCommand } from './node.ts';

/** The secret that pipelines give the weather API as their key. */
const secret = 'OPENWEATHERMAP_KEY';

/** A server of OpenWeatherMap's API, for machines without a key of their own. */
export const weatherApi: Service = {
  name: 'weather-api',
  ports: { 'weather-api': 8090 },
  after: [],
  optional: true,
  jars: [],
  sources: [programsLike('embedded/weather-stand-in/*')],

  launch: (site) => ({
    command: nodeCommand('embedded/weather-stand-in/main', [String(site.port('weather-api'))]),
    environment: {},
    files: {},
  }),

  async prepare(site) {
    if (readSecrets(site.home.secrets)[secret] !== undefined) return;
    writeSecrets(site.home.secrets, { [secret]: randomBytes(16).toString('hex') });
  },

  ready: async (site) => (await get(`http://127.0.0.1:${site.port('weather-api')}/control/health`)) !== undefined,
};
