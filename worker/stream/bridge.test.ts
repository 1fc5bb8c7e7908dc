import { describe, expect, it } from 'vitest';
import { createSseParser, type ParsedEvent } from '../../protocol/index.ts';
import { bridge, PING } from './bridge.ts';
import { QUEUE_LIMIT } from './sse-stream.ts';
import type { StreamTiming } from './timing.ts';

const NEVER = 2 ** 30;
const QUIET: StreamTiming = { retry: 1234, heartbeat: NEVER, lifetime: NEVER };

/** A stream, and the end of its socket that the object would hold. */
function bridged(timing: Partial<StreamTiming> = {}) {
  const { 0: viewer, 1: object } = new WebSocketPair();
  object.accept();
  const closed = new Promise<CloseEvent>((resolve) => object.addEventListener('close', resolve));
  return { stream: bridge(viewer, { ...QUIET, ...timing }), object, closed };
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

function eventsIn(text: string): ParsedEvent[] {
  const events: ParsedEvent[] = [];
  createSseParser({ onEvent: (event) => events.push(event) }).push(text);
  return events;
}

const frame = (id: number, bytes: number): Uint8Array =>
  new TextEncoder().encode(`id: e.${id}\nevent: log\ndata: ${'x'.repeat(bytes)}\n\n`);

describe('the bridge', () => {
  it('speaks at once, before the object has said anything, and asks for its pause', async () => {
    const { stream } = bridged();
    const { value } = await stream.getReader().read();
    expect(new TextDecoder().decode(value)).toBe(': connected\nretry: 1234\n\n');
  });

  it('passes frames on byte for byte and in order, and ends when the object closes the socket', async () => {
    const { stream, object } = bridged();
    const text = readAll(stream);
    object.send(new TextEncoder().encode('id: e.1\ndata: "ä"\n\n'));
    object.send(new TextEncoder().encode('id: e.2\ndata: 2\n\nid: e.3\ndata: 3\n\n'));
    object.close(1012, 'restart');
    expect(await text).toBe(
      ': connected\nretry: 1234\n\nid: e.1\ndata: "ä"\n\nid: e.2\ndata: 2\n\nid: e.3\ndata: 3\n\n',
    );
  });

  it('closes the socket when the viewer goes, so that the object stops counting it', async () => {
    const { stream, closed } = bridged();
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect((await closed).wasClean).toBe(true);
  });

  it('keeps a bounded queue for a viewer that does not read, and tells it in the end that it lagged', async () => {
    const { stream, object, closed } = bridged({ heartbeat: 1000 });
    const size = 60_000;
    const sent = 50;
    for (let id = 1; id <= sent; id += 1) object.send(frame(id, size));
    await closed; // The object need not send to it any more.

    const events = eventsIn(await readAll(stream));
    const last = events.pop();
    expect(last).toMatchObject({ event: 'reset', data: '{"reason":"lagged"}' });
    // What did come is without a hole, so that the viewer resumes by its last id.
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => `e.${index + 1}`));
    expect(events.length).toBeGreaterThan(0);
    expect(events.length * size).toBeLessThanOrEqual(QUEUE_LIMIT + size);
    expect(last?.id).toBe(`e.${events.length}`);
  });

  it('takes a frame larger than the queue when the viewer is not behind', async () => {
    const { stream, object } = bridged();
    const text = readAll(stream);
    object.send(frame(1, 2 * QUEUE_LIMIT));
    object.close(1000);
    expect(eventsIn(await text).map(({ id, data }) => [id, data.length])).toEqual([['e.1', 2 * QUEUE_LIMIT]]);
  });

  it('gives up a viewer that still reads nothing a heartbeat after it lagged', async () => {
    const { stream, object, closed } = bridged({ heartbeat: 20 });
    const reader = stream.getReader();
    object.send(frame(1, QUEUE_LIMIT));
    object.send(frame(2, 1));
    await closed;
    await expect(reader.closed).rejects.toThrow('does not read');
  });

  it('shows signs of life to the viewer and to the object', async () => {
    const { stream, object } = bridged({ heartbeat: 5 });
    const pinged = new Promise<unknown>((resolve) => object.addEventListener('message', ({ data }) => resolve(data)));
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece);
      if (text.endsWith(': heartbeat\n\n: heartbeat\n\n')) break;
    }
    expect(await pinged).toBe(PING);
  });

  it('does not show the answer to a ping to the viewer', async () => {
    const { stream, object } = bridged();
    const text = readAll(stream);
    object.send('pong');
    object.close(1000);
    expect(await text).toBe(': connected\nretry: 1234\n\n');
  });

  it('ends a stream that has lived its time, and says why', async () => {
    const { stream, closed } = bridged({ lifetime: 5 });
    expect(eventsIn(await readAll(stream))).toMatchObject([{ event: 'reset', data: '{"reason":"rotated"}' }]);
    await closed;
  });
});
