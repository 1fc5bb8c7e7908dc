import { serve } from './door.ts';
import type { Env } from './env.ts';

export { Pipeline } from './pipeline/pipeline.ts';

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return pathname === '/api' || pathname.startsWith('/api/') ? serve(request, env) : env.ASSETS.fetch(request);
  },
} satisfies ExportedHandler<Env>;
