import type { Conclusion, RunSummary, Status } from '../../protocol/index.ts';
import { badgeSvg } from '../badge-svg.ts';
import { cacheFor, type Call } from '../call.ts';
import { notFound } from '../http/problem.ts';

interface Look {
  message: string;
  color: string;
}

const GREEN = '#1a7f37';
const RED = '#c5221f';
const GREY = '#59636e';
const BLUE = '#0b62c4';
const AMBER = '#8a5a00';

const UNDER_WAY: Readonly<Record<Exclude<Status, 'completed'>, Look>> = {
  created: { message: 'queued', color: GREY },
  queued: { message: 'queued', color: GREY },
  waiting: { message: 'waiting', color: AMBER },
  running: { message: 'running', color: BLUE },
};

const ENDED: Readonly<Record<Conclusion, Look>> = {
  success: { message: 'passing', color: GREEN },
  failure: { message: 'failing', color: RED },
  error: { message: 'error', color: RED },
  timed_out: { message: 'timed out', color: RED },
  cancelled: { message: 'cancelled', color: GREY },
  skipped: { message: 'skipped', color: GREY },
  neutral: { message: 'neutral', color: GREY },
};

/** How the newest run stands. `no-cache` makes image proxies ask each time, so that a README never shows yesterday's state. */
export async function badge({ object, pipeline, caller }: Call): Promise<Response> {
  const answer = await object.state(pipeline);
  if (answer === null) throw notFound(`pipeline ${pipeline}`);
  const { config, run } = answer.state;
  return new Response(badgeSvg({ label: config.title, ...lookOf(run) }), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': cacheFor(caller, 'no-cache'),
    },
  });
}

function lookOf(run: Pick<RunSummary, 'status' | 'conclusion'> | null): Look {
  if (run === null) return { message: 'no runs', color: GREY };
  return run.status === 'completed' ? ENDED[run.conclusion ?? 'neutral'] : UNDER_WAY[run.status];
}
