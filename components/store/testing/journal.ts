import { snapshotOf, type LogLine, type Run, type StreamEvent } from '../../../protocol/index.ts';
import { sampleConfig, sampleLine, sampleRun } from '../../shared/testing/sample.ts';
import type { FakeServer, FakeStream } from './fake-server.ts';

/** Lines that a fresh viewer is told. */
const TAIL = 5;

/**
 * A server's journal of one run, as the Worker keeps it: its streams begin with what was missed, or with a snapshot. Event n is
 * line n of the log, or sets the progress of the run to n.
 */
export class Journal {
  readonly #server: FakeServer;
  readonly #events: StreamEvent[] = [];
  readonly #lines: LogLine[] = [];
  run: Run = sampleRun({ progress: 0 });

  constructor(server: FakeServer) {
    this.#server = server;
    server.greet = (stream) => this.#greet(stream);
    server.on('runs/r42/logs', ({ query }) => {
      const from = Number(query['from']);
      const lines = this.#lines.slice(from - 1, from - 1 + Number(query['limit']));
      return Response.json({ lines, next: null, total: this.#lines.length });
    });
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  writeLine(): void {
    const line = sampleLine(this.#lines.length + 1);
    this.#lines.push(line);
    this.#append({ event: 'log', data: line });
  }

  progress(): void {
    this.run = { ...this.run, progress: this.run.progress + 1 };
    this.#append({ event: 'pipeline-update', data: { ...this.run, stages: [], jobs: [], deployments: [] } });
  }

  #append(event: StreamEvent): void {
    this.#events.push(event);
    for (const stream of this.#server.open) stream.send([event], this.#events.length);
  }

  #greet(stream: FakeStream): void {
    const [epoch, seq] = (stream.request.query['lastEventId'] ?? '').split('.');
    if (epoch === 'e') return stream.send(this.#events.slice(Number(seq)), Number(seq) + 1);
    const tail = this.#lines.slice(-TAIL).map((data): StreamEvent => ({ event: 'log', data }));
    stream.send([
      { event: 'config', data: sampleConfig() },
      { event: 'pipeline-update', data: snapshotOf(this.run) },
      ...tail,
    ]);
    stream.send([{ event: 'presence', data: { viewers: 1 } }], this.#events.length);
  }
}
