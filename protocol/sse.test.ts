import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseParser, encodeEvent, formatEventId, parseEventId, type ParsedEvent } from './index.ts';

/** The events of a stream that arrives in these pieces. */
function parse(pieces: readonly string[]): { events: ParsedEvent[]; retries: number[] } {
  const events: ParsedEvent[] = [];
  const retries: number[] = [];
  const parser = createSseParser({
    onEvent: (event) => events.push(event),
    onRetry: (ms) => retries.push(ms),
  });
  for (const piece of pieces) parser.push(piece);
  return { events, retries };
}

describe('the parser', () => {
  it('gives the same events wherever the pieces of the stream are cut', () => {
    const stream =
      ': hello\r\nretry: 1500\r\rid: a.1\nevent: log\rdata: one\r\ndata:two\n\n\nid: a.2\ndata:  x: y\r\n\r\ndata\n\ndata: cut';
    const whole = parse([stream]);
    expect(whole.events).toEqual([
      { event: 'log', data: 'one\ntwo', id: 'a.1' },
      { event: 'message', data: ' x: y', id: 'a.2' },
      { event: 'message', data: '', id: 'a.2' },
    ]);
    expect(whole).toMatchObject({ retries: [1500] });
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end));
        expect(parse(pieces)).toEqual(whole);
      }),
    );
  });

  it('reads back what the encoder wrote, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const line = { run: 'r', line: 1, type: 'info', stage: null, job: null, message, timestamp: 1 } as const;
        const { events } = parse([encodeEvent({ event: 'log', data: line }, { epoch: 'e', seq: 7 })]);
        expect(events).toHaveLength(1);
        expect(events[0]).toMatchObject({ event: 'log', id: 'e.7' });
        expect(JSON.parse(events[0]?.data ?? '')).toEqual(line);
      }),
    );
  });
});

describe('event ids', () => {
  it('read back what they write', () => {
    expect(parseEventId(formatEventId({ epoch: 'k3x9', seq: 12 }))).toEqual({ epoch: 'k3x9', seq: 12 });
  });

  it.each([null, '', 'a', 'a.', '.1', 'a.-1', 'a.01', 'a.1.2', 'A.1', 'a.1\n', 'a.99999999999999999'])(
    'are not taken from %j',
    (text) => expect(parseEventId(text)).toBeNull(),
  );
});
