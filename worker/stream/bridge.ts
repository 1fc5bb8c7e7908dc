import { SseStream } from './sse-stream.ts';
import type { StreamTiming } from './timing.ts';

/** What the object answers without waking up, see `setWebSocketAutoResponse`. */
export const PING = 'ping';

/**
 * The body of an SSE response that is fed by an object's socket with frames of encoded events: the object can sleep with the
 * socket. The body ends when the object closes it, so that the viewer reconnects and resumes.
 */
export function bridge(socket: WebSocket, timing: StreamTiming): ReadableStream<Uint8Array> {
  const stream = new SseStream(timing, {
    beat: () => socket.send(PING),
    gone() {
      if (socket.readyState === WebSocket.OPEN) socket.close(1000, 'done');
    },
  });
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) stream.send(new Uint8Array(data));
  });
  socket.addEventListener('close', () => stream.end());
  socket.addEventListener('error', () => stream.end());
  socket.accept();
  return stream.body;
}
