/** An event as the parser hands it on: `id` is the last one seen, as a client must send it to resume. */
export interface ParsedEvent {
  event: string;
  data: string;
  id: string;
}

export interface SseParser {
  /** Feeds the next piece of the decoded stream; pieces may end anywhere. */
  push(text: string): void;
}

export interface SseHandlers {
  onEvent(event: ParsedEvent): void;
  /** The server's wish for the pause before a reconnect, in ms. */
  onRetry?(ms: number): void;
}

/**
 * Interprets an event stream as the WHATWG HTML standard says (section 9.2.6), after a `TextDecoder` has made text of it
 * and taken off a byte order mark. An event cut off by the end is not dispatched.
 */
export function createSseParser({ onEvent, onRetry }: SseHandlers): SseParser {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];

  function dispatch(): void {
    if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n'), id });
    event = '';
    data = [];
  }

  function line(text: string): void {
    if (text === '') return dispatch();
    // A comment has an empty name, and one unknown to us is nothing either.
    const [, field, value = ''] = /^([^:]*):? ?([^]*)$/.exec(text) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
  }

  return {
    push(text) {
      // A carriage return at the very end may be half of a line's end: it waits for what follows.
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      lines.forEach(line);
    },
  };
}
