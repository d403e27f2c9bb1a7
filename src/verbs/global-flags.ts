import type { Context } from '../base/context.ts';
import { choice, flag, option, variables } from './flag.ts';

/** The flags that every verb takes. */
export const globalFlags = ({ PIPELINE_CLUSTER }: Context['environment'] = {}) => ({
  cluster: option('<name>', 'where to run: config/clusters/<name>.yaml', {
    default: PIPELINE_CLUSTER ?? 'embedded',
    shown: '"embedded", env: PIPELINE_CLUSTER',
    completes: { from: ['clusters'] },
  }),
  output: { ...choice('<format>', 'how to print data', ['text', 'json'], 'text'), short: 'o' },
  var: variables('<name=value>', 'set a ${var:name}; may be repeated'),
  insecure: flag('allow plain http to hosts other than loopback'),
});
