import { configJsonSchema } from '../../protocol/config.schema.ts';
import { json } from '../http/reply.ts';

/** `GET /api/health`: the Worker runs, and by its clock it is so late (ms). It asks nobody else, so that a probe costs nothing and wakes nothing. */
export const health = (): Response => json({ status: 'ok', time: Date.now() });

/** `GET /api/config.schema.json`: JSON Schema 2020-12, for editors. */
export const configJson = (): Response =>
  json(configJsonSchema(), {
    cache: 'public, max-age=3600',
    headers: { 'content-type': 'application/schema+json' },
  });
