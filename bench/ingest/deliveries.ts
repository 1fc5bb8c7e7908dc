import { createHmac, randomUUID } from 'node:crypto';

/** Jobs of a run, each with three deliveries: queued, in progress, completed. */
const JOBS = 20;
const STATES = ['queued', 'in_progress', 'completed'] as const;
/** Runs that go on at the same time. */
const AT_ONCE = 10;

export interface Delivery {
  body: string;
  headers: Record<string, string | number>;
}

/** So many deliveries of GitHub, signed, in the order in which the jobs of several runs go on beside each other. */
export function signedDeliveries(count: number, secret: string): Delivery[] {
  const runs = Math.ceil(count / (JOBS * STATES.length));
  return [...payloads(runs)].slice(0, count).map((payload) => {
    const body = JSON.stringify(payload);
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-github-event': 'workflow_job',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    };
  });
}

function* payloads(runs: number): Generator<object> {
  const began = Date.now() - 3_600_000;
  for (let first = 1; first <= runs; first += AT_ONCE) {
    for (const [step, status] of STATES.entries()) {
      for (let job = 1; job <= JOBS; job += 1) {
        for (let run = first; run < Math.min(first + AT_ONCE, runs + 1); run += 1) {
          yield { action: status, workflow_job: workflowJob(run, job, status, new Date(began + step * 60_000)) };
        }
      }
    }
  }
}

function workflowJob(run: number, job: number, status: (typeof STATES)[number], time: Date): object {
  const ended = status === 'completed';
  return {
    id: run * 1000 + job,
    run_id: run,
    run_attempt: 1,
    name: `job ${job}`,
    status,
    conclusion: ended ? 'success' : null,
    labels: ['ubuntu-latest'],
    created_at: time,
    started_at: time,
    completed_at: ended ? time : null,
    steps: [],
  };
}

/** What the deliveries come to: for each run the state of each of its jobs, the last that was sent. */
export function expectedOf(sent: readonly Delivery[]): Map<string, Map<string, string>> {
  const runs = new Map<string, Map<string, string>>();
  for (const { body } of sent) {
    const { run_id, name, status } = (JSON.parse(body) as { workflow_job: Record<string, string> }).workflow_job;
    const jobs = runs.get(`github:${run_id}`) ?? new Map<string, string>();
    runs.set(`github:${run_id}`, jobs.set(name ?? '', status === 'in_progress' ? 'running' : (status ?? '')));
  }
  return runs;
}
