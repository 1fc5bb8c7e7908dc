// npm run bench:log-ingest [-- --rate 50000 --seconds 10 --viewers 0]: one job's raw log, appended by byte offset with answers that
// get lost on the way; afterwards every line must be there once and in order, in the pipeline's object and in the archive.
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { Subscriber, newTally } from '../stream/subscriber.ts';
import { end, family, forkWorker, residentMb, rowsOf } from '../stream/server.ts';
import { Sender } from './sender.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '10' },
    viewers: { type: 'string', default: '0' },
  },
});
const [rate, seconds, viewers] = [Number(values.rate), Number(values.seconds), Number(values.viewers)];
const total = rate * seconds;

/** Pieces a second, as a reporter flushes. */
const PIECES = 20;
/** Rows, of up to 1,000 lines each, asked for at once when the archive is compared. */
const ROWS = 20;
/** Line `number` counts from 1; 100 bytes with its line break, one of them a character of three bytes. */
const lineOf = (number: number): string =>
  `${number} › ${'compiling the module and all that it needs '.repeat(3)}`.slice(0, 97);

const { child, origin } = await forkWorker();
const workerd = () => residentMb(family(child.pid ?? NaN).slice(1));
const pipeline = `${origin}/api/pipelines/default`;

try {
  const told = await fetch(`${pipeline}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ event: 'job', run: 'bench', job: 'build', stage: 'building', status: 'running' }]),
  });
  if (!told.ok) throw new Error(await told.text());
  const tally = newTally();
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    await new Subscriber(new URL(`${pipeline}/stream?logs=0`), tally).open();
  }

  const before = workerd();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, workerd())), 100);
  const sender = new Sender(`${pipeline}/runs/bench/jobs/build/log`);
  const began = performance.now();
  const pieces = PIECES * seconds;
  let next = 1;
  for (let piece = 1; piece <= pieces; piece += 1) {
    const due = began + ((piece - 1) / PIECES) * 1000;
    if (due > performance.now()) await delay(due - performance.now());
    let text = '';
    for (const last = Math.round((total * piece) / pieces); next <= last; next += 1) text += `${lineOf(next)}\n`;
    await sender.append(text, { final: piece === pieces, loseAnswer: piece % 25 === 0 });
  }
  const took = (performance.now() - began) / 1000;
  clearInterval(watch);

  const inObject = await compareObject();
  const ended = performance.now();
  await fetch(`${pipeline}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ event: 'run', run: 'bench', status: 'completed', conclusion: 'success' }]),
  });
  await untilArchived();
  const archived = (performance.now() - ended) / 1000;
  const inArchive = await compareArchive();

  const latencies = sender.latencies.sort((a, b) => a - b);
  const percentile = (share: number) => (latencies[Math.floor(share * (latencies.length - 1))] ?? NaN).toFixed(0);
  console.log(
    '| lines | lines/s | append p50, p99 ms | resyncs | memory before, peak MB | right in object | in archive | archived in s |',
  );
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|');
  console.log(
    `| ${total} | ${(total / took).toFixed(0)} | ${percentile(0.5)}, ${percentile(0.99)} | ${sender.resyncs} ` +
      `| ${before.toFixed(0)}, ${peak.toFixed(0)} | ${inObject} | ${inArchive} | ${archived.toFixed(1)} |`,
  );
  process.exitCode = inObject === total && inArchive === total ? 0 : 1;
} finally {
  await end(child);
}
process.exit();

/** How many of the lines are where they belong; the first that is not ends the count. */
async function compareObject(): Promise<number> {
  let right = 0;
  for (let from: number | null = 1; from !== null;) {
    const response = await fetch(`${pipeline}/runs/bench/logs?from=${from}&limit=5000`);
    const page = (await response.json()) as { lines: { line: number; message: string }[]; next: number | null };
    for (const { line, message } of page.lines) {
      if (line !== right + 1 || message !== lineOf(line)) return right;
      right += 1;
    }
    from = page.next;
  }
  return right;
}

/** Until the archive has the last line, or nothing more has come for a while. */
async function untilArchived(): Promise<void> {
  for (let [count, still] = [-1, 0]; count < total && still < 40; still += 1) {
    await delay(250);
    const [row] = await rowsOf<{ count: number }>(
      child,
      'SELECT coalesce(sum(last_line - first_line + 1), 0) AS count FROM pipeline_logs',
    );
    if (row && row.count > count) [count, still] = [row.count, 0];
  }
}

/** The same of the archive. */
async function compareArchive(): Promise<number> {
  let right = 0;
  for (;;) {
    const rows = await rowsOf<{ message: string }>(
      child,
      `SELECT line.value ->> 2 AS message
       FROM (SELECT * FROM pipeline_logs WHERE pipeline_id = 'bench' AND first_line > ${right} ORDER BY first_line LIMIT ${ROWS}) AS row,
         json_each(row.body) AS passage, json_each(passage.value, '$.lines') AS line
       ORDER BY row.first_line, passage.key, line.key`,
    );
    if (rows.length === 0) return right;
    for (const { message } of rows) {
      if (message !== lineOf(right + 1)) return right;
      right += 1;
    }
  }
}
