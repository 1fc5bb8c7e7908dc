import worker, { Pipeline as Counted } from '../../worker/index.ts';
import type { Env } from '../../worker/env.ts';

export { Relay } from '../../worker/index.ts';

/** How often an object of a pipeline came to life since this workerd started. Known outside of it, so that asking wakes nobody. */
let constructed = 0;

export class Pipeline extends Counted {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    constructed += 1;
  }
}

/** The Worker as it is, and one address more. */
export default {
  fetch(request, env) {
    return new URL(request.url).pathname === '/constructed' ? Response.json(constructed) : worker.fetch(request, env);
  },
} satisfies ExportedHandler<Env>;
