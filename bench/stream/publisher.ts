import { connect, type Socket } from 'node:net';

/** A keep-alive connection that posts one request after the other. */
export class Publisher {
  readonly #url: URL;
  readonly #waiting: (() => void)[] = [];
  #socket: Socket | null = null;
  #received = '';

  constructor(url: URL) {
    this.#url = url;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.#url.hostname, port: Number(this.#url.port), noDelay: true }, resolve);
      socket.once('error', reject);
      socket.on('data', (data) => this.#read(data.toString('latin1')));
      this.#socket = socket;
    });
  }

  post(body: string): Promise<void> {
    const { host, pathname, search } = this.#url;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket?.write(
        `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #read(text: string): void {
    this.#received += text;
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const end = bodyEnd(this.#received, head);
      if (end === null || this.#received.length < end) return;
      const status = this.#received.slice(9, 12);
      if (!status.startsWith('2')) throw new Error(`publishing: ${this.#received.slice(0, 300)}`);
      this.#received = this.#received.slice(end);
      this.#waiting.shift()?.();
    }
  }
}

/** Where an answer ends; null while that is not known. */
function bodyEnd(text: string, head: number): number | null {
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2));
  if (length) return head + 4 + Number(length[1]);
  if (!/\r\ntransfer-encoding: *chunked/i.test(text.slice(0, head))) return head + 4;
  const last = text.indexOf('\r\n0\r\n\r\n', head + 2);
  return last < 0 ? null : last + 7;
}
