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

it('what comes while a frame goes out goes with the next one', async () => {
  const { broadcast, join } = audience();
  const pieces = vi.spyOn(SseStream.prototype, 'send');
  const viewers = Array.from({ length: MANY }, () => join());
  pieces.mockClear();
  for (let seq = 1; seq <= 50; seq += 1) broadcast.push([event(seq)]);
  const everything = Array.from({ length: 50 }, (_, index) => `${index + 1} `).join('');
  await vi.waitFor(() => expect(viewers.every(({ text }) => text === everything)).toBe(true));
  expect(pieces).toHaveBeenCalledTimes(2 * MANY);
});
