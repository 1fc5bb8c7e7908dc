import type { IRequest } from 'itty-router';
import { tokenOf, unauthorized } from '../auth/access.ts';
import { deploymentKeys } from '../auth/secrets.ts';
import { verifyToken } from '../auth/tokens.ts';
import { tallyRuns, type RunTally } from '../archive/tally.ts';
import { on } from '../call.ts';
import type { Env } from '../env.ts';
import { HttpProblem } from '../http/problem.ts';

/** Runs are counted that were created in the last day, ms: what an alert is about, and bounded whatever is archived. */
const WINDOW = 24 * 60 * 60 * 1000;

/** `GET /api/metrics?pipeline=shop`: of one pipeline. Without the name: of all, for a token that is for all. */
export const metrics = (request: IRequest, env: Env): Promise<Response> =>
  new URL(request.url).searchParams.has('pipeline') ? ofOne(request, env) : ofAll(request, env);

const ofOne = on('metrics', ({ env, pipeline }) => exposition(env, pipeline));

async function ofAll(request: IRequest, env: Env): Promise<Response> {
  const token = tokenOf(request, new URL(request.url));
  if (token === null) throw unauthorized('This takes a token for * with the scope metrics.');
  const claims = await verifyToken(token, deploymentKeys(env));
  if (claims === null) throw unauthorized('The token is not valid here, or it has expired.', 'invalid_token');
  if (claims.pipeline !== '*' || !claims.scope.includes('metrics')) {
    throw new HttpProblem(403, 'This takes a token for * with the scope metrics; or name a pipeline with ?pipeline=.');
  }
  return exposition(env, null);
}

interface Metric {
  name: string;
  help: string;
  value: (tally: RunTally) => number;
}

const METRICS: readonly Metric[] = [
  { name: 'pipeline_widgets_runs', help: 'Runs created in the last 24 hours.', value: ({ runs }) => runs },
  {
    name: 'pipeline_widgets_run_duration_seconds',
    help: 'What these runs took together.',
    value: ({ duration }) => duration / 1000,
  },
  {
    name: 'pipeline_widgets_newest_run_timestamp_seconds',
    help: 'When the newest of these runs was created.',
    value: ({ newest }) => newest / 1000,
  },
];

/** https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4. Slugs and conclusions need no escapes. */
async function exposition(env: Env, pipeline: string | null): Promise<Response> {
  const tallies = await tallyRuns(env.DB, Date.now() - WINDOW, pipeline);
  const blocks = METRICS.map(({ name, help, value }) => {
    const samples = tallies.map(
      (tally) => `${name}{pipeline="${tally.pipeline}",conclusion="${tally.conclusion ?? 'none'}"} ${value(tally)}\n`,
    );
    return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.join('')}`;
  });
  return new Response(blocks.join(''), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
}
