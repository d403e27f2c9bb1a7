import { hydrate } from 'preact';
import './plots/plots.css';
import { followLinks } from './address.ts';
import { Frame } from './frame.tsx';
import { listen } from './server.ts';

followLinks();
listen();
const place = document.getElementById('page');
if (place !== null) hydrate(<Frame />, place);
