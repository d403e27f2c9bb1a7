import { join } from 'node:path';
import { checkout } from '../target/checkout.ts';
import { buildBundle } from './bundle.ts';

/** `npm run build`: lays the browser part into the package. */
await buildBundle(join(checkout, 'dist', 'page', 'app'));
