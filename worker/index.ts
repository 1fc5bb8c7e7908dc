import { serve } from './door.ts';
import type { Env } from './env.ts';
import { takeBuilds } from './workers-builds.ts';

export { Pipeline } from './pipeline/pipeline.ts';
export { Relay } from './relay/relay.ts';

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return pathname === '/api' || pathname.startsWith('/api/') ? serve(request, env) : env.ASSETS.fetch(request);
  },
  queue: takeBuilds,
} satisfies ExportedHandler<Env>;
