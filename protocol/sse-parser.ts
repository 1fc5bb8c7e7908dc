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
  /** A comment line: a sign of life. */
  onComment?(): void;
}

/** Interprets an event stream as the WHATWG HTML standard says (section 9.2.6). An event cut off by the end is not dispatched. */
export function createSseParser({ onEvent, onRetry, onComment }: SseHandlers): SseParser {
  let rest = '';
  let skipLineFeed = false;
  let first = true;
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
    const colon = text.indexOf(':');
    if (colon === 0) return onComment?.();
    const field = colon < 0 ? text : text.slice(0, colon);
    const raw = colon < 0 ? '' : text.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
  }

  return {
    push(text) {
      if (first && text !== '') {
        first = false;
        if (text.startsWith('\uFEFF')) text = text.slice(1);
      }
      if (skipLineFeed && text !== '') {
        skipLineFeed = false;
        if (text.startsWith('\n')) text = text.slice(1);
      }
      let start = 0;
      const lineEnd = /\r\n|\r|\n/g;
      for (let match = lineEnd.exec(text); match !== null; match = lineEnd.exec(text)) {
        line(rest + text.slice(start, match.index));
        rest = '';
        start = lineEnd.lastIndex;
        skipLineFeed = match[0] === '\r' && start === text.length;
      }
      rest += text.slice(start);
    },
  };
}
