import worker, { Pipeline as RealPipeline, Relay as RealRelay } from '../../worker/index.ts';
import type { Env } from '../../worker/env.ts';

/** How often objects came to life since this workerd started. Known outside of them, so that asking wakes none. */
const lives = { objects: 0, relays: 0 };

export class Pipeline extends RealPipeline {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    lives.objects += 1;
  }
}

export class Relay extends RealRelay {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    lives.relays += 1;
  }
}

/** The Worker as it is, and one address more. */
export default {
  fetch(request, env) {
    return new URL(request.url).pathname === '/lives' ? Response.json(lives) : worker.fetch(request, env);
  },
} satisfies ExportedHandler<Env>;
