import { createServer } from 'node:http';
import { weatherApi } from './api.ts';

/**
 * A server of OpenWeatherMap's API for machines without key or network:
 * `weather-api.ts PORT [CALLS-PER-MINUTE [ADDRESS]]`.
 */
const [port = '0', quota = '600', address = '127.0.0.1'] = process.argv.slice(2);

const server = createServer(weatherApi({ quota: Number(quota), now: Date.now }));
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
server.listen(Number(port), address, () => {
  process.stdout.write(`weather API on ${address}:${port}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
