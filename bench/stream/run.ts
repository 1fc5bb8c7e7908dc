// npm run bench:stream [-- --rounds 3] [--only nchan,node]: fan-out beside its peers, in one run.
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
  },
});

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/** workerd takes two open files a connection, and resets the connections that it has none for. */
const mostViewers = Math.floor((Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })) - 1500) / 2);

type Row = Record<string, number>;

async function measure(start: (typeof SERVERS)[number]['start'], viewers: number): Promise<Row> {
  const row: Row = {};
  const note = (name: string, { rate, cpuPerMillion, p50, p99, lost, gaps, duplicates }: Figures): void => {
    Object.assign(row, {
      [`${name} deliveries/s`]: rate,
      [`${name} CPU s per million`]: cpuPerMillion,
      [`${name} p50 ms`]: p50,
      [`${name} p99 ms`]: p99,
      [`${name} lost, holes, doubled`]: lost + gaps + duplicates,
    });
  };
  await during(start, async (load) => {
    await load.connect(1000);
    note('burst of 100 to 1,000:', await load.bursts(100, 4));
    note('2 a second to 1,000:', await load.steady(2, 4));
  });
  let healthy = NaN;
  await during(start, async (load) => {
    await load.connect(20);
    const before = load.memory();
    healthy = (await load.volume(24)).cpuPerMillion;
    row['none of 20 stalled, 24 MB: memory growth MB'] = load.memory() - before;
  });
  await during(start, async (load) => {
    await load.connect(40);
    load.stall(20);
    const before = load.memory();
    const { cpuPerMillion } = await load.volume(24);
    row['20 of 40 stalled, 24 MB: memory growth MB'] = load.memory() - before;
    row['20 of 40 stalled, 24 MB: CPU beside none stalled'] = cpuPerMillion / healthy;
  });
  await during(start, async (load) => {
    row[`connects/s, ${viewers} viewers`] = await load.connect(viewers);
    note(`2 a second to ${viewers}:`, await load.steady(2, 5));
    const most = Math.min(2 * viewers, mostViewers);
    await load.connect(most - viewers);
    await delay(2000);
    row[`${most} viewers: cut off`] = load.tally.closed;
    row[`${most} viewers: memory of each, kB`] = (load.memory() * 1000) / most;
  });
  return row;
}

async function during(start: (typeof SERVERS)[number]['start'], work: (load: Load) => Promise<void>): Promise<void> {
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
    const row = await measure(start, Number(values.viewers));
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
