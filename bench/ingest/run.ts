// npm run bench:ingest [-- --rate 1000 --seconds 10 --rounds 3]: signed GitHub deliveries to one pipeline, as many a second;
// all of them must be accepted, and what they come to must be exactly what was sent.
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Run } from '../../protocol/index.ts';
import { cpuSeconds, end, family, forkWorker } from '../stream/server.ts';
import { expectedOf, signedDeliveries, type Delivery } from './deliveries.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];

interface Round {
  accepted: number;
  /** Deliveries a second, from the first sent to the last answered. */
  rate: number;
  /** Milliseconds from the moment that a delivery was due to its answer. */
  p50: number;
  p99: number;
  /** Of the server, for each delivery (ms). */
  cpu: number;
  /** Jobs that are not as the last delivery of them said. */
  wrong: number;
}

async function measure(): Promise<Round> {
  const secret = randomBytes(32).toString('hex');
  const { child, origin } = await forkWorker({ GITHUB_WEBHOOK_SECRET: secret });
  const at = (slug: string): string => `${origin}/api/pipelines/${slug}`;
  const pipeline = at('default');
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    // A runtime that has just begun compiles first: that is not what is measured.
    await Promise.all(signedDeliveries(1000, secret).map((delivery) => deliver(agent, at('warm'), delivery)));
    const sent = signedDeliveries(rate * seconds, secret);
    const pids = family(child.pid ?? NaN);
    const before = cpuSeconds(pids);
    const { latencies, statuses, took } = await sendAll(agent, pipeline, sent);
    const cpu = cpuSeconds(pids) - before;
    latencies.sort((a, b) => a - b);
    return {
      accepted: statuses.get(202) ?? 0,
      rate: sent.length / took,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      cpu: (cpu * 1000) / sent.length,
      wrong: await countWrong(pipeline, sent),
    };
  } finally {
    agent.destroy();
    await end(child);
  }
}

/** Sends each delivery when it is due, whether or not those before it have been answered. */
async function sendAll(agent: Agent, pipeline: string, deliveries: readonly Delivery[]) {
  const statuses = new Map<number, number>();
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  const began = performance.now();
  for (const [index, delivery] of deliveries.entries()) {
    const due = began + (index / rate) * 1000;
    const early = due - performance.now();
    if (early > 1) await delay(Math.max(0, early));
    answers.push(
      deliver(agent, pipeline, delivery).then((status) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        latencies.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(answers);
  return { statuses, latencies, took: (performance.now() - began) / 1000 };
}

function deliver(agent: Agent, pipeline: string, { body, headers }: Delivery): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${pipeline}/webhooks/github`, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

async function countWrong(pipeline: string, sent: readonly Delivery[]): Promise<number> {
  let wrong = 0;
  for (const [id, expected] of expectedOf(sent)) {
    const response = await fetch(`${pipeline}/runs/${encodeURIComponent(id)}`);
    const { jobs } = response.ok ? ((await response.json()) as Run) : { jobs: [] };
    const known = new Map(jobs.map((job) => [job.name, job.status]));
    wrong += [...expected].filter(([name, status]) => known.get(name) !== status).length;
    wrong += jobs.filter(({ name }) => !expected.has(name)).length;
  }
  return wrong;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;

const rounds: Round[] = [];
for (let round = 1; round <= Number(values.rounds); round += 1) rounds.push(await measure());

const median = (pick: (round: Round) => number): number =>
  rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? NaN;
const total = rate * seconds;
console.log(`${total} signed deliveries at ${rate} a second, median of ${values.rounds} rounds\n`);
console.log(`| accepted | jobs not as sent | a second | p50 | p99 | server CPU each |`);
console.log(`|---:|---:|---:|---:|---:|---:|`);
console.log(
  `| ${Math.min(...rounds.map(({ accepted }) => accepted))} | ${Math.max(...rounds.map(({ wrong }) => wrong))} ` +
    `| ${median((round) => round.rate).toFixed(0)} | ${median(({ p50 }) => p50).toFixed(0)} ms ` +
    `| ${median(({ p99 }) => p99).toFixed(0)} ms | ${median(({ cpu }) => cpu).toFixed(2)} ms |`,
);
process.exit(rounds.every(({ accepted, wrong }) => accepted === total && wrong === 0) ? 0 : 1);
