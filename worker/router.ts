import { Router, type IRequest } from 'itty-router';
import { on, unguarded } from './call.ts';
import type { Env } from './env.ts';
import { HttpProblem, notFound } from './http/problem.ts';
import { configJson, health } from './routes/about.ts';
import { badge } from './routes/badge.ts';
import { listRevisions, readConfig, saveConfig } from './routes/config.ts';
import { listDeliveries } from './routes/deliveries.ts';
import { takeEvents } from './routes/events.ts';
import { appendToLog } from './routes/job-log.ts';
import { readLog, readRawLog } from './routes/logs.ts';
import { metrics } from './routes/metrics.ts';
import { readPrefs, writePrefs } from './routes/prefs.ts';
import { listRuns, readRun, readState } from './routes/runs.ts';
import { openStream } from './routes/stream.ts';
import { mintToken } from './routes/tokens.ts';
import { cancelRun, rerunRun, triggerRun } from './routes/trigger.ts';
import { takeWebhook } from './routes/webhooks.ts';

const P = '/api/pipelines/:pipeline';
const RUN = `${P}/runs/:run`;

/** Where requests end that no route took. */
export const NO_ROUTE = '*';

/** Every route, what it takes, and what answers it. */
export const router = Router<IRequest, [Env]>()
  .get(P, on('view', readState))
  .get(`${P}/stream`, on('view', openStream))
  .get(`${P}/config`, on('view', readConfig))
  .post(`${P}/config`, on('config', saveConfig))
  .get(`${P}/config/revisions`, on('config', listRevisions))
  .post(`${P}/trigger`, on('trigger', triggerRun))
  .get(`${P}/runs`, on('view', listRuns))
  .get(RUN, on('view', readRun))
  .post(`${RUN}/cancel`, on('trigger', cancelRun))
  .post(`${RUN}/rerun`, on('trigger', rerunRun))
  .get(`${RUN}/logs`, on('view', readLog))
  .get(`${RUN}/logs.txt`, on('view', readRawLog))
  .patch(`${RUN}/jobs/:job/log`, unguarded(appendToLog))
  .post(`${P}/events`, unguarded(takeEvents))
  .post(`${P}/webhooks/:source`, unguarded(takeWebhook))
  .get(`${P}/deliveries`, on('config', listDeliveries))
  .get(`${P}/badge.svg`, on('view', badge))
  .post(`${P}/tokens`, on('config', mintToken))
  // The same for the pipeline `default`, or `?pipeline=`.
  .get('/api/config', on('view', readConfig))
  .post('/api/config', on('config', saveConfig))
  .post('/api/pipeline/trigger', on('trigger', triggerRun))
  .get('/api/stream', on('view', openStream))
  // What belongs to no pipeline.
  .get('/api/prefs', readPrefs)
  .put('/api/prefs', writePrefs)
  .get('/api/health', health)
  .get('/api/metrics', metrics)
  .get('/api/config.schema.json', configJson)
  .all(NO_ROUTE, refuse);

/** The path is unknown, or known for other methods. */
function refuse(request: Request): never {
  const { pathname } = new URL(request.url);
  const methods = router.routes
    .filter(([method, pattern]) => method !== 'ALL' && pattern.test(pathname))
    .map(([method]) => (method === 'GET' ? 'GET, HEAD' : method));
  if (methods.length === 0) throw notFound('such address');
  const allow = methods.join(', ');
  throw new HttpProblem(405, `This address takes ${allow}.`, { headers: { allow } });
}
