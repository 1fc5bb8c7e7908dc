import { describe, expect, it, vi } from 'vitest';
import { SseStream } from '../stream/sse-stream.ts';
import { Broadcast } from './broadcast.ts';
import type { Outgoing } from './journal.ts';

const NEVER = 2 ** 30;
const QUIET = { retry: 1, heartbeat: NEVER, lifetime: NEVER };

const event = (seq: number, run: string | null = null): Outgoing => ({ seq, run, text: `${seq} ` });

/** An object that has never slept. */
const noSockets = { getWebSockets: () => [] } as unknown as DurableObjectState;

/** Viewers of one broadcast, and what each of them has been told. */
function audience() {
  const broadcast = new Broadcast(noSockets);
  const join = (run: string | null = null, catchUp = '') => {
    const stream: SseStream = new SseStream(QUIET, { beat: () => undefined, gone: () => broadcast.drop(stream) });
    const seat = { text: '', leave: () => reader.cancel() };
    const reader = stream.body.getReader();
    const decoder = new TextDecoder();
    void (async () => {
      await reader.read(); // what every stream begins with
      for (let piece = await reader.read(); piece.value; piece = await reader.read()) {
        seat.text += decoder.decode(piece.value, { stream: true });
      }
    })();
    broadcast.serve(stream, run, catchUp);
    return seat;
  };
  return { broadcast, join };
}

/** More than are told in one go. */
const MANY = 100;

describe('a frame to more viewers than are told in one go', () => {
  it('reaches all of them, and who joins meanwhile is told nothing that it has seen', async () => {
    const { broadcast, join } = audience();
    const early = Array.from({ length: MANY }, () => join(null, 'all '));
    broadcast.push([event(1), event(2)]);
    // The frame is still on its way: each of these has seen all that was pushed before it came.
    const late = join(null, 'to 2 ');
    broadcast.push([event(3)]);
    const later = join(null, 'to 3 ');
    broadcast.push([event(4)]);
    await vi.waitFor(() => expect(later.text).toBe('to 3 4 '));
    expect(late.text).toBe('to 2 3 4 ');
    for (const { text } of early) expect(text).toBe('all 1 2 3 4 ');
  });

  it('leaves out other runs, and who has gone', async () => {
    const { broadcast, join } = audience();
    const viewers = Array.from({ length: MANY }, (_, index) => join(['a', 'b', null][index % 3]));
    broadcast.push([event(1, 'a'), event(2, 'b'), event(3)]);
    await viewers[MANY - 1]?.leave();
    expect(broadcast.viewers).toBe(MANY - 1);
    const [a, b, all] = viewers;
    const last = viewers[MANY - 2];
    await vi.waitFor(() => expect(last?.text).toBe('1 2 3 '));
    expect([a?.text, b?.text, all?.text]).toEqual(['1 3 ', '2 3 ', '1 2 3 ']);
  });
});

it('what comes while a frame goes out reaches those who have not had it in the same frame, the others in the next', async () => {
  const { broadcast, join } = audience();
  const frames = vi.spyOn(SseStream.prototype, 'send');
  const viewers = Array.from({ length: MANY }, () => join());
  frames.mockClear();
  for (let seq = 1; seq <= 50; seq += 1) broadcast.push([event(seq)]);
  // Those who were told of the first event at once.
  const ahead = frames.mock.calls.length;
  expect(ahead).toBeGreaterThan(0);
  expect(ahead).toBeLessThan(MANY);
  const everything = Array.from({ length: 50 }, (_, index) => `${index + 1} `).join('');
  await vi.waitFor(() => expect(viewers.every(({ text }) => text === everything)).toBe(true));
  expect(frames).toHaveBeenCalledTimes(MANY + ahead);
});

it('the more objects tell viewers of a pipeline, the fewer does each of them tell in one go', () => {
  const frames = vi.spyOn(SseStream.prototype, 'send');
  const toldAtOnce = (objects: number): number => {
    const { broadcast, join } = audience();
    for (let viewer = 0; viewer < MANY; viewer += 1) join();
    broadcast.objects = objects;
    frames.mockClear();
    broadcast.push([event(1)]);
    return frames.mock.calls.length;
  };
  const alone = toldAtOnce(1);
  expect(toldAtOnce(2)).toBe(alone / 2);
  expect(toldAtOnce(1000)).toBe(1);
});

it('everybody gets everything once and in order, whenever it happens and whoever comes and goes meanwhile', async () => {
  const { broadcast, join } = audience();
  const seats: { seat: ReturnType<typeof join>; from: number }[] = [];
  for (let seq = 1; seq <= 400; seq += 1) {
    if (seq % 3 === 0) seats.push({ seat: join(), from: seq });
    if (seq % 50 === 0) await seats.shift()?.seat.leave();
    broadcast.push([event(seq)]);
    if (seq % 7 === 0) await scheduler.wait(seq % 4);
  }
  const textFrom = (from: number) => Array.from({ length: 401 - from }, (_, index) => `${from + index} `).join('');
  await vi.waitFor(() => expect(seats.every(({ seat, from }) => seat.text === textFrom(from))).toBe(true));
});
