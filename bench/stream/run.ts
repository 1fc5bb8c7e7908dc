// npm run bench:stream [-- --rounds 3 --only nchan,node --parts fanout,stalled,crowd]: fan-out beside its peers, in one run.
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Load, type Figures } from './load.ts';
import { preparePeers, SERVERS } from './servers.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    viewers: { type: 'string', default: '5000' },
    parts: { type: 'string', default: 'fanout,stalled,crowd' },
  },
});

/** The middle one, or what is between the two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/** workerd takes two open files a connection, and resets the connections that it has none for. */
const mostViewers = Math.floor((Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })) - 1500) / 2);

type Row = Record<string, number>;

type Start = (typeof SERVERS)[number]['start'];

function note(
  row: Row,
  name: string,
  { rate, cpuPerMillion, p50, p99, others, lost, gaps, duplicates }: Figures,
): void {
  Object.assign(row, {
    [`${name} deliveries/s`]: rate,
    [`${name} CPU s per million`]: cpuPerMillion,
    [`${name} p50 ms`]: p50,
    [`${name} p99 ms`]: p99,
    [`${name} processors taken by others`]: others,
    [`${name} lost, holes, doubled`]: lost + gaps + duplicates,
  });
}

/** Published before memory is compared: V8 lets some 64 MB of buffers gather, and comes to its usual level after some rounds. */
const WARM_UP_MB = 72;

/** What can be measured of a server; `--parts` chooses. */
const PARTS: Readonly<Record<string, (start: Start, row: Row) => Promise<void>>> = {
  async fanout(start, row) {
    await during(start, async (load) => {
      await load.connect(1000);
      note(row, 'burst of 100 to 1,000:', await load.bursts(100, 4));
      note(row, '2 a second to 1,000:', await load.steady(2, 4));
    });
  },

  /** Both times the server is warm: what a runtime takes for its first requests is not the stalled viewers' doing. */
  async stalled(start, row) {
    let healthy = NaN;
    await during(start, async (load) => {
      await load.connect(20);
      await load.volume(WARM_UP_MB);
      const before = load.memory();
      healthy = (await load.volume(24)).cpuPerMillion;
      row['none of 20 stalled, 24 MB: memory growth MB'] = load.memory() - before;
    });
    await during(start, async (load) => {
      await load.connect(40);
      await load.volume(WARM_UP_MB);
      load.stall(20);
      const before = load.memory();
      const { cpuPerMillion } = await load.volume(24);
      row['20 of 40 stalled, 24 MB: memory growth MB'] = load.memory() - before;
      row['20 of 40 stalled, 24 MB: CPU beside none stalled'] = cpuPerMillion / healthy;
    });
  },

  async crowd(start, row) {
    const viewers = Number(values.viewers);
    await during(start, async (load) => {
      row[`connects/s, ${viewers} viewers`] = await load.connect(viewers);
      note(row, `2 a second to ${viewers}:`, await load.steady(2, 5));
      const most = Math.min(2 * viewers, mostViewers);
      await load.connect(most - viewers);
      await delay(2000);
      row[`${most} viewers: cut off`] = load.tally.closed;
      row[`${most} viewers: memory of each, kB`] = (load.memory() * 1000) / most;
    });
  },
};

async function measure(start: Start): Promise<Row> {
  const row: Row = {};
  for (const part of values.parts.split(',')) await PARTS[part]?.(start, row);
  return row;
}

async function during(start: Start, work: (load: Load) => Promise<void>): Promise<void> {
  const server = await start();
  const load = new Load(server);
  try {
    await work(load);
  } finally {
    load.close();
    await server.stop();
  }
}

preparePeers();
const only = values.only?.split(',');
const chosen = SERVERS.filter(({ name }) => only?.includes(name) ?? true);
const results = new Map<string, Row[]>(chosen.map(({ name }) => [name, []]));
for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const { name, start } of chosen) {
    console.error(`round ${round}: ${name}`);
    const row = await measure(start);
    console.error(JSON.stringify(row));
    results.get(name)?.push(row);
  }
}

const medians = new Map(
  [...results].map(([name, rows]) => {
    const keys = Object.keys(rows[0] ?? {});
    return [name, Object.fromEntries(keys.map((key) => [key, median(rows.map((row) => row[key] ?? NaN))]))] as const;
  }),
);
const [mine] = medians.values();
const names = [...medians.keys()];
console.log(`| median of ${values.rounds} rounds | ${names.join(' | ')} |`);
console.log(`|---|${names.map(() => '---:').join('|')}|`);
for (const key of Object.keys(mine ?? {})) {
  const cells = names.map((name) => {
    const value = medians.get(name)?.[key] ?? NaN;
    const ratio = name === names[0] ? '' : ` (${((mine?.[key] ?? NaN) / value).toFixed(2)}×)`;
    return `${value.toPrecision(3)}${ratio}`;
  });
  console.log(`| ${key} | ${cells.join(' | ')} |`);
}
console.log(`\nIn brackets: ${names[0]} divided by that peer.`);
