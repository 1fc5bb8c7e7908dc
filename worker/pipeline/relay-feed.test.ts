import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { News } from '../relay/rpc.ts';
import { RelayFeed } from './relay-feed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (seq: number, text = `event ${seq}`): News => ({ event: { seq, run: null, text } });
const welcome = (ticket: string) => ({ ticket, seq: 1, run: null, busy: false, text: 'welcome' });
const seqs = (news: readonly News[]) => news.map((item) => ('event' in item ? item.event.seq : 'other'));

/** A feed whose calls are answered by the test. */
function feedOf() {
  const calls: { seqs: unknown[]; answer(viewers: number): void; fail(): void }[] = [];
  const rested = vi.fn();
  const deliver = (news: readonly News[]) =>
    new Promise<number>((resolve, reject) => {
      calls.push({ seqs: seqs(news), answer: resolve, fail: () => reject(new Error('gone')) });
    });
  return { feed: new RelayFeed(0, deliver, rested), calls, rested };
}

const AT_ONCE = 0;
const PAUSE = 40;
const ALL_PAUSES = 10_000;

describe('news on their way to a relay', () => {
  it('go at once, then one call after the other with all that came meanwhile', async () => {
    const { feed, calls, rested } = feedOf();
    feed.push([event(1)]);
    expect(calls.map((call) => call.seqs)).toEqual([[1]]);
    feed.push([event(2)]);
    feed.push([event(3), event(4)]);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(calls).toHaveLength(1);
    calls[0]?.answer(5);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(calls.map((call) => call.seqs)).toEqual([[1], [2, 3, 4]]);
    expect(feed.viewers).toBe(5);
    expect(rested).not.toHaveBeenCalled();
    calls[1]?.answer(6);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(rested).toHaveBeenCalledOnce();
  });

  it('go again when a call has failed, before what came after', async () => {
    const { feed, calls } = feedOf();
    feed.push([event(1)]);
    feed.push([event(2)]);
    calls[0]?.fail();
    await vi.advanceTimersByTimeAsync(2 * PAUSE);
    expect(calls.map((call) => call.seqs)).toEqual([[1], [1, 2]]);
  });

  it('are let go when the relay cannot be reached: it asks for them when it is told of the next', async () => {
    const { feed, calls, rested } = feedOf();
    const waits = expect(feed.welcome(welcome('a'))).rejects.toThrow('gone');
    for (let call = 0; call < 7; call += 1) {
      await vi.advanceTimersByTimeAsync(AT_ONCE);
      calls[call]?.fail();
      await vi.advanceTimersByTimeAsync(ALL_PAUSES);
    }
    await waits;
    expect([calls.length, rested.mock.calls.length, feed.arriving]).toEqual([7, 1, 0]);
    feed.push([event(8)]);
    expect(calls.at(-1)?.seqs).toEqual([8]);
  });

  it('do not pile up while calls fail, but nobody who waits is forgotten', async () => {
    const { feed, calls } = feedOf();
    feed.push([event(1)]);
    const entered = feed.welcome(welcome('a'));
    for (let seq = 2; seq < 30; seq += 1) feed.push([event(seq, 'x'.repeat(100_000))]);
    calls[0]?.answer(1);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(calls[1]?.seqs[0]).toBe('other');
    expect(calls[1]?.seqs.length).toBeLessThan(15);
    // The newest is there, by which the relay sees what it has missed.
    expect(calls[1]?.seqs.at(-1)).toBe(29);
    calls[1]?.answer(2);
    await entered;
  });
});
