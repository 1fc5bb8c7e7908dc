import { Agent, request } from 'node:http';

interface Answer {
  status: number;
  /** Bytes that the server says it has. */
  offset: number;
}

/** Appends to a log as a reporter does: it counts the bytes, and after a failure goes on from where the server is. */
export class Sender {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true });
  #offset = 0;
  /** How long each append took until it was known to be in, in ms. */
  readonly latencies: number[] = [];
  /** How often the server named another place to go on from. */
  resyncs = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** With `loseAnswer` the sender does not learn that the piece is in, and sends it once more. */
  async append(text: string, { final, loseAnswer }: { final: boolean; loseAnswer: boolean }): Promise<void> {
    const bytes = Buffer.from(text);
    const began = performance.now();
    const start = this.#offset;
    if (loseAnswer) await this.#patch(bytes, start, final);
    for (let at = 0; at < bytes.length;) {
      const { status, offset } = await this.#patch(bytes.subarray(at), start + at, final);
      if (status === 416) this.resyncs += 1;
      else if (status !== 202) throw new Error(`appending: ${status}`);
      at = offset - start;
      if (at < 0 || at > bytes.length)
        throw new Error(`The server has ${offset} bytes of a log that was sent to ${start}.`);
    }
    this.#offset = start + bytes.length;
    this.latencies.push(performance.now() - began);
  }

  #patch(body: Buffer, offset: number, final: boolean): Promise<Answer> {
    const headers = {
      'content-type': 'text/plain',
      'content-length': body.length,
      'upload-offset': offset,
      'upload-complete': final ? '?1' : '?0',
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.#url, { method: 'PATCH', agent: this.#agent, headers }, (response) => {
        response.resume().on('end', () => {
          resolve({ status: response.statusCode ?? 0, offset: Number(response.headers['upload-offset']) });
        });
      });
      sent.on('error', reject).end(body);
    });
  }
}
