import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Random } from './random.ts';

/** What becomes of a connection: its bytes to the viewer are counted, and at one of them something happens. */
export interface Fate {
  kind: 'lasts' | 'break' | 'stall' | 'stall and break';
  /** Bytes that the viewer still gets. */
  after: number;
  /** How long nothing passes (ms). */
  pause: number;
  /** Ends in the middle as a machine does that is switched off, and not with a farewell. */
  reset: boolean;
}

/** A network between viewers and server that breaks and stalls at any byte. */
export class BadNetwork {
  /** How often it has broken a connection, and stalled one. */
  breaks = 0;
  stalls = 0;
  /** While false, connections are left alone. */
  bad = true;
  readonly #target: URL;
  readonly #random: Random;
  readonly #server = createServer({ noDelay: true }, (viewer) => this.#join(viewer));

  constructor(target: URL, random: Random) {
    this.#target = target;
    this.#random = random;
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(viewer: Socket): void {
    const server = connect({ host: this.#target.hostname, port: Number(this.#target.port), noDelay: true });
    const fate = this.#fate();
    let passed = 0;
    let met = false;
    const end = () => {
      viewer.destroy();
      server.destroy();
    };
    for (const side of [viewer, server]) side.on('error', end).on('close', end);
    viewer.pipe(server);
    server.on('data', (bytes: Buffer) => {
      const room = fate.after - passed;
      passed += bytes.length;
      if (!this.bad || met || fate.kind === 'lasts' || bytes.length <= room) {
        if (!viewer.write(bytes)) server.pause();
        return;
      }
      met = true;
      viewer.write(bytes.subarray(0, room));
      if (fate.kind === 'break') return this.#break(viewer, end, fate);
      this.stalls += 1;
      server.pause();
      setTimeout(() => {
        if (fate.kind === 'stall and break') return this.#break(viewer, end, fate);
        viewer.write(bytes.subarray(room));
        server.resume();
      }, fate.pause);
    });
    viewer.on('drain', () => server.resume());
  }

  #break(viewer: Socket, end: () => void, { reset }: Fate): void {
    this.breaks += 1;
    // What was written before goes out first, but for a reset, which may overtake it.
    if (reset) viewer.resetAndDestroy();
    else viewer.end(end);
  }

  #fate(): Fate {
    const random = this.#random;
    return {
      kind: random.pick({ lasts: 35, break: 50, stall: 5, 'stall and break': 10 }),
      after: random.between(0, random.pick({ head: 1, body: 3 }) === 'head' ? 600 : 30_000),
      pause: random.between(20, 300),
      reset: random.next() < 0.5,
    };
  }
}
