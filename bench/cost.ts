// npm run bench:cost: what a pipeline costs in a month of 30 days at Cloudflare's list prices, without what the plan includes.
import { parseArgs } from 'node:util';

/**
 * US dollars, as https://developers.cloudflare.com/workers/platform/pricing/ (Workers, KV, D1, Durable Objects) had them in
 * November 2026. The paid plan is $5 a month, with the first 10 M requests, 30 M ms, 1 M calls, 400,000 GB-s and 50 M rows in it.
 */
const PRICES = {
  'Worker requests': { price: 0.3, per: 1e6 },
  'Worker CPU ms': { price: 0.02, per: 1e6 },
  'object calls': { price: 0.15, per: 1e6 },
  'object GB-s': { price: 12.5, per: 1e6 },
  'object rows written': { price: 1, per: 1e6 },
  'object rows read': { price: 0.001, per: 1e6 },
  'D1 rows written': { price: 1, per: 1e6 },
  'KV reads': { price: 0.5, per: 1e6 },
} as const;
type Unit = keyof typeof PRICES;

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '20' },
    runs: { type: 'string', default: '100' },
    jobs: { type: 'string', default: '10' },
    lines: { type: 'string', default: '5000' },
  },
});
/** Viewers around the clock; runs a day; jobs and lines of log of each. */
const [viewers, runsADay, jobs, lines] = [values.viewers, values.runs, values.jobs, values.lines].map(Number) as [
  number,
  number,
  number,
  number,
];

const DAYS = 30;
const HOURS = DAYS * 24;
/** An object is billed for 128 MB however much it uses. */
const GB = 0.128;

/** Milliseconds of processor time: of a request (assumed), and of one frame for one viewer (`npm run bench:stream`, rounded up). */
const REQUEST_MS = 2;
const FRAME_MS = 0.15;
/** A stream ends after 2 to 4 h, see worker/stream/timing.ts; a heartbeat comes every 15 to 25 s. */
const STREAM_HOURS = 3;
const HEARTBEAT_S = 20;
/** Seconds that an object is awake for a call and the frame after it (assumed), and for a viewer who comes or goes (`Presence`). */
const AWAKE_S = 0.1;
const PRESENCE_S = 1;
/**
 * What an object writes and reads, with entries of indexes and with what is deleted again when its time is over: of a delivery
 * the journal, the run, the job, the id that must not take effect twice, the list of deliveries; of a flush of log lines two rows
 * of the journal, the run, the job, the stream's length. As `rowsWritten` and `rowsRead` of the statements add up.
 */
const DELIVERY_ROWS = { written: 6, read: 5 };
const FLUSH_ROWS = { written: 9, read: 5 };
/** Deliveries of a job (queued, running, completed) and of a run besides; lines that a reporter flushes together. */
const JOB_DELIVERIES = 3;
const RUN_DELIVERIES = 3;
const FLUSH_LINES = 25;
/**
 * What the archive writes in D1, with entries of indexes and with what is deleted again: a row of log, which has 1,000 lines or
 * ends with its stage, is a row and an entry, twice; a run is written at the end of each stage and deleted, with three entries
 * each time; a job is a row, twice. See worker/archive/write.ts.
 */
const STAGES = 5;
const LOG_ROW = { lines: 1000, written: 4 };
const RUN_WRITTEN = (STAGES + 1) * 4;
const JOB_WRITTEN = 2;

interface Row {
  what: string;
  unit: Unit;
  count: number;
  formula: string;
}

const connects = viewers * (HOURS / STREAM_HOURS);
const beats = viewers * ((HOURS * 3600) / HEARTBEAT_S);
const watching: Row[] = [
  {
    what: 'streams that are opened anew',
    unit: 'Worker requests',
    count: connects,
    formula: `${viewers} viewers × ${HOURS} h ÷ ${STREAM_HOURS} h`,
  },
  { what: 'their config', unit: 'KV reads', count: connects, formula: 'one a stream' },
  { what: 'their sockets', unit: 'object calls', count: connects, formula: 'one a stream' },
  {
    what: 'presence',
    unit: 'object GB-s',
    count: 2 * connects * PRESENCE_S * GB,
    formula: `2 × ${connects} × ${PRESENCE_S} s × ${GB} GB`,
  },
  {
    what: 'heartbeats',
    unit: 'Worker CPU ms',
    count: beats * FRAME_MS,
    formula: `${viewers} × ${HOURS} h ÷ ${HEARTBEAT_S} s × ${FRAME_MS} ms`,
  },
  {
    what: 'pings, if they count though nobody wakes',
    unit: 'object calls',
    count: beats / 20,
    formula: `${viewers} × ${HOURS} h ÷ ${HEARTBEAT_S} s ÷ 20`,
  },
];

const runs = runsADay * DAYS;
const deliveries = runs * (jobs * JOB_DELIVERIES + RUN_DELIVERIES);
const flushes = runs * Math.ceil(lines / FLUSH_LINES);
const calls = deliveries + flushes;
const busy: Row[] = [
  {
    what: 'deliveries and flushes of log',
    unit: 'Worker requests',
    count: calls,
    formula: `${runs} runs × (${jobs} × ${JOB_DELIVERIES} + ${RUN_DELIVERIES} + ${lines} lines ÷ ${FLUSH_LINES})`,
  },
  { what: 'the same', unit: 'Worker CPU ms', count: calls * REQUEST_MS, formula: `× ${REQUEST_MS} ms` },
  { what: 'the same', unit: 'object calls', count: calls, formula: 'one each' },
  { what: 'the object awake', unit: 'object GB-s', count: calls * AWAKE_S * GB, formula: `× ${AWAKE_S} s × ${GB} GB` },
  {
    what: 'journal, runs, jobs, alarms',
    unit: 'object rows written',
    count: deliveries * DELIVERY_ROWS.written + flushes * FLUSH_ROWS.written,
    formula: `${DELIVERY_ROWS.written} a delivery, ${FLUSH_ROWS.written} a flush`,
  },
  {
    what: 'the same',
    unit: 'object rows read',
    count: deliveries * DELIVERY_ROWS.read + flushes * FLUSH_ROWS.read,
    formula: `${DELIVERY_ROWS.read} a delivery, ${FLUSH_ROWS.read} a flush`,
  },
  {
    what: 'archive',
    unit: 'D1 rows written',
    count: runs * ((lines / LOG_ROW.lines + STAGES) * LOG_ROW.written + RUN_WRITTEN + jobs * JOB_WRITTEN),
    formula: `${runs} × ((${lines} ÷ ${LOG_ROW.lines} + ${STAGES}) × ${LOG_ROW.written} + ${RUN_WRITTEN} + ${jobs} × ${JOB_WRITTEN})`,
  },
  {
    what: 'frames to viewers (messages out are free)',
    unit: 'Worker CPU ms',
    count: calls * viewers * FRAME_MS,
    formula: `${calls} × ${viewers} × ${FRAME_MS} ms`,
  },
];

const dollars = ({ unit, count }: Row): number => (count / PRICES[unit].per) * PRICES[unit].price;
const awake = (HOURS * 3600 * GB * PRICES['object GB-s'].price) / PRICES['object GB-s'].per;

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n| ${title} | unit | count | formula | $ a month |`);
  console.log('|---|---|---:|---|---:|');
  for (const row of rows) {
    console.log(
      `| ${row.what} | ${row.unit} | ${Math.round(row.count)} | ${row.formula} | ${dollars(row).toFixed(3)} |`,
    );
  }
  console.log(`| **together** | | | | **${rows.reduce((sum, row) => sum + dollars(row), 0).toFixed(2)}** |`);
}

print(`idle, ${viewers} viewers day and night`, watching);
print(`busy, ${runsADay} runs a day, in addition`, busy);
console.log(
  `\nFor comparison, an object that cannot sleep: ${HOURS} h × 3600 s × ${GB} GB = $${awake.toFixed(2)} a month.`,
);
