import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadNetwork } from './chaos/network.ts';
import { Random } from './chaos/random.ts';
import { NumberedViewer, type Told } from './chaos/viewer.ts';
import { ChaosWorker } from './chaos/worker.ts';
import { NumberedWriter } from './chaos/writer.ts';
import { until } from './server.ts';

/** CHAOS_CUTS=10000 for a long night; CHAOS_SEED=… to have the same blows again. */
const CUTS = Number(process.env['CHAOS_CUTS'] ?? 1000);
const SEED = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const VIEWERS = 24;
/** Viewers of one object where there are relays. */
const RELAYED = 6;

/** What happens to the server, how often in 1,000 cuts. */
const BLOWS = { 'object sleeps': 4, 'object dies': 4, 'kill -9 of workerd': 3 };
const RELAY_BLOWS = {
  'object sleeps': 2,
  'object dies': 2,
  'relay sleeps': 5,
  'relay dies': 5,
  'kill -9 of workerd': 2,
};
type Blow = keyof typeof RELAY_BLOWS;

describe.each([
  { name: 'one object', share: 0.6, vars: {}, blows: BLOWS },
  { name: 'an object with relays', share: 0.4, vars: { VIEWERS_PER_OBJECT: String(RELAYED) }, blows: RELAY_BLOWS },
])(`${CUTS} random cuts (CHAOS_SEED=${SEED}), $share of them from $name`, ({ share, vars, blows }) => {
  const random = new Random(SEED);
  const wanted = Math.ceil(CUTS * share);
  const told: Told = new Map();
  let worker: ChaosWorker;
  let network: BadNetwork;
  let writer: NumberedWriter;
  let viewers: NumberedViewer[];

  beforeAll(async () => {
    worker = await ChaosWorker.start({ STREAM_LIFETIME: '1.5', ...vars });
    network = new BadNetwork(worker.url, random);
    writer = new NumberedWriter(worker.url, random);
    const port = await network.listen();
    viewers = Array.from({ length: VIEWERS }, () => new NumberedViewer(port, random, told).open());
    // From here on all have an id to resume from, and a snapshot would be a fault.
    await until(() => viewers.every(({ position }) => position !== null), 'everyone to be connected', 60_000);
  });

  afterAll(async () => {
    for (const viewer of viewers) viewer.close();
    await network.close();
    await worker.close();
  });

  const sum = (of: (viewer: NumberedViewer) => number) => viewers.reduce((total, viewer) => total + of(viewer), 0);
  const cuts = () => sum(({ ends }) => ends.dropped + ends.rotated + ends.cut);

  const strike = async (blow: Blow): Promise<void> => {
    if (blow === 'kill -9 of workerd') return worker.kill();
    const webSockets = blow.endsWith('sleeps') ? 'hibernate' : 'close';
    const relay = random.between(1, VIEWERS / RELAYED - 1);
    if (blow.startsWith('object')) await worker.evict('Pipeline', 'default', webSockets);
    else await worker.evict('Relay', `relay:default:${relay}`, webSockets);
  };

  it(
    'lose no viewer an event, bring none twice, and keep the order',
    async () => {
      writer.start();
      const due = Object.entries(blows).flatMap(([blow, times]) => {
        return Array.from({ length: Math.ceil((times * CUTS) / 1000) }, () => blow as Blow);
      });
      for (const [index, blow] of random.shuffled(due).entries()) {
        await until(() => cuts() >= ((index + 1) * wanted) / (due.length + 1), 'connections to be cut', 600_000);
        await strike(blow);
      }
      await until(() => cuts() >= wanted, 'connections to be cut', 600_000);
      await writer.stop();

      network.bad = false;
      for (const viewer of viewers) viewer.patient = true;
      const [row] = await worker.rows('Pipeline', 'default', 'SELECT max(seq + count - 1) AS head FROM journal');
      const head = Number(row?.['head']);
      const complete = () => viewers.every(({ position }) => (position?.seq ?? 0) >= head);
      await until(complete, 'everyone to have everything', 60_000).finally(() =>
        expect(viewers.flatMap(({ faults }) => faults)).toEqual([]),
      );
      const lines = Array.from({ length: writer.lines }, (_, index) => index + 1);
      for (const viewer of viewers) expect(viewer.lines).toEqual(lines);

      const ends = { dropped: 0, rotated: 0, cut: 0 };
      for (const end of ['dropped', 'rotated', 'cut'] as const) ends[end] = sum((viewer) => viewer.ends[end]);
      const { breaks, stalls } = network;
      const summary = { cuts: cuts(), ...ends, breaks, stalls, blows: due.length, viewers: VIEWERS, events: head };
      console.log(`CHAOS_SEED=${SEED}: nothing lost, nothing doubled`, summary);
      for (const [end, times] of Object.entries({ ...ends, breaks, stalls })) expect(times, end).toBeGreaterThan(0);
    },
    CUTS * 1000,
  );

  it('are answered with exactly one snapshot where the journal does not reach back', async () => {
    const [viewer] = viewers;
    if (viewer === undefined) throw new Error('There is no viewer.');
    viewer.close();
    // More than is ever replayed: 1 MiB.
    for (let sent = 0; sent < 12; sent += 1) await writer.write(500, 200);
    viewer.mayStartAnew = true;
    const { snapshots } = viewer;
    viewer.lines.length = 0;
    viewer.open();
    await until(() => viewer.snapshots > snapshots, 'the snapshot');
    await writer.write(3);
    await until(() => viewer.lines.at(-1) === writer.lines, 'what came after it');
    expect(viewer.snapshots).toBe(snapshots + 1);
    expect(viewer.lines).toEqual([writer.lines - 2, writer.lines - 1, writer.lines]);
    expect(viewers.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
