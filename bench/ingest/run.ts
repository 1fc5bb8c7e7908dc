// npm run bench:ingest [-- --rate 1000 --seconds 10]: signed GitHub deliveries to one pipeline; all must be applied, none lost.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestHarness } from 'wrangler';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '10' } },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
const secret = randomBytes(32).toString('hex');

/** Jobs of a run, each with three deliveries: queued, in progress, completed. */
const JOBS = 20;
const STATES = ['queued', 'in_progress', 'completed'] as const;
const runs = Math.ceil((rate * seconds) / (JOBS * STATES.length));

/** What GitHub sends as the jobs of many runs go on at the same time. */
function* deliveries(): Generator<string> {
  const began = Date.now() - 3_600_000;
  for (let first = 0; first < runs; first += 10) {
    for (const [step, status] of STATES.entries()) {
      for (let job = 0; job < JOBS; job += 1) {
        for (let run = first; run < Math.min(first + 10, runs); run += 1) {
          const time = new Date(began + step * 60_000).toISOString();
          const ended = status === 'completed';
          const id = run * JOBS + job + 1;
          const facts = { id, run_id: run + 1, run_attempt: 1, name: `job ${job}`, status, labels: ['ubuntu-latest'] };
          const times = { created_at: time, started_at: time, completed_at: ended ? time : null };
          yield JSON.stringify({
            action: status,
            workflow_job: { ...facts, ...times, conclusion: ended ? 'success' : null, steps: [] },
          });
        }
      }
    }
  }
}

process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false';
const harness = createTestHarness({
  workers: [
    {
      configPath: new URL('../../wrangler.toml', import.meta.url),
      vars: { OPEN_PIPELINES: 'default' },
      secrets: { GITHUB_WEBHOOK_SECRET: secret },
    },
  ],
});
const { url } = await harness.listen();
await harness.getWorker().applyD1Migrations('DB');
const pipeline = `${url.origin}/api/pipelines/default`;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

function deliver(body: string): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-github-event': 'workflow_job',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${signature}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${pipeline}/webhooks/github`, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

const statuses = new Map<number, number>();
const waiting: Promise<void>[] = [];
const latencies: number[] = [];
const began = performance.now();
let sent = 0;
for (const body of deliveries()) {
  if (sent >= rate * seconds) break;
  const due = began + (sent / rate) * 1000;
  if (due > performance.now()) await delay(due - performance.now());
  sent += 1;
  const start = performance.now();
  waiting.push(
    deliver(body).then((status) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      latencies.push(performance.now() - start);
    }),
  );
}
await Promise.all(waiting);
const took = (performance.now() - began) / 1000;

let jobs = 0;
for (let run = 1; run <= runs; run += 1) {
  const response = await fetch(`${pipeline}/runs/github:${run}`);
  if (response.ok) jobs += ((await response.json()) as { jobs: unknown[] }).jobs.length;
}
latencies.sort((a, b) => a - b);
const percentile = (share: number): string =>
  `${(latencies[Math.floor(share * (latencies.length - 1))] ?? NaN).toFixed(0)} ms`;
const accepted = [...statuses].filter(([status]) => status === 202).reduce((sum, [, count]) => sum + count, 0);
const expected = new Set([...deliveries()].slice(0, sent).map((body) => /"id":(\d+)/.exec(body)?.[1])).size;
console.log(`| asked for | sent | accepted | jobs known of | a second | p50 | p99 |`);
console.log(`|---:|---:|---:|---:|---:|---:|---:|`);
console.log(
  `| ${rate}/s for ${seconds} s | ${sent} | ${accepted} | ${jobs} of ${expected} | ${(sent / took).toFixed(0)} | ${percentile(0.5)} | ${percentile(0.99)} |`,
);
agent.destroy();
await harness.close();
process.exit(accepted === sent && jobs === expected ? 0 : 1);
