import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isStateEvent, type JobEvent, type LogLine, type RunEvent, type PipelineEvent } from '../../protocol/index.ts';

export interface RecordedRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
}

type ReportedLine = Pick<LogLine, 'message' | 'type' | 'timestamp'>;

/** What to do with a request instead of answering it: a status, silence, or taking it and then losing the answer. */
export type Fault = number | 'stall' | 'lose-answer' | 'drop';

/** The ingest routes of a pipeline as `protocol.md` has them, in memory, with faults on demand. */
export class FakePipeline {
  readonly requests: RecordedRequest[] = [];
  readonly events: PipelineEvent[] = [];
  readonly logs = new Map<string, Buffer>();
  /** Asked for every request in turn; undefined lets it pass. */
  fault: (request: RecordedRequest) => Fault | undefined = () => undefined;
  readonly #seen = new Set<string>();
  readonly #watchers = new Set<() => void>();
  #server: Server | null = null;
  #port = 0;

  get src(): string {
    return `http://127.0.0.1:${this.#port}/api/pipelines/default`;
  }

  /** On the same port again after a stop. */
  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** As `kill -9` would: open connections are cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** Resolves as soon as it holds; the test's own timeout ends the wait. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#watchers.add(resolve));
  }

  /** The lines of a job, or of all jobs, in the order in which they came. */
  lines(job?: string): ReportedLine[] {
    const logs = job === undefined ? [...this.logs.values()] : [this.logs.get(job) ?? Buffer.alloc(0)];
    return logs.flatMap((log) =>
      log
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ReportedLine),
    );
  }

  messages = (job?: string): string[] => this.lines(job).map(({ message }) => message);

  jobEvents(job?: string): JobEvent[] {
    return this.events
      .filter(isStateEvent)
      .filter((event) => event.event === 'job')
      .filter((event) => job === undefined || event.job === job);
  }

  runEvents(): RunEvent[] {
    return this.events.filter(isStateEvent).filter((event) => event.event === 'run');
  }

  /** How a job ended, undefined before it has. */
  ending = (job?: string): JobEvent | undefined => this.jobEvents(job).find(({ status }) => status === 'completed');

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: body.toString(),
    };
    this.requests.push(recorded);
    const fault = this.fault(recorded);
    if (typeof fault === 'number') response.writeHead(fault).end();
    else if (fault === 'drop') request.socket.destroy();
    else if (fault !== 'stall') {
      const { status, headers, text } = this.#take(recorded, request, body);
      if (fault === 'lose-answer') request.socket.destroy();
      else response.writeHead(status, headers).end(text);
    }
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }

  #take({ method, path }: RecordedRequest, { headers }: IncomingMessage, body: Buffer): Reply {
    const [, route = ''] = path.split('/api/pipelines/default');
    const log = /^\/runs\/[^/]+\/jobs\/([^/]+)\/log$/.exec(route)?.[1];
    if (method === 'PATCH' && log !== undefined) return this.#append(decodeURIComponent(log), headers, body);
    if (method === 'GET') return { status: 200, text: JSON.stringify({ jobs: this.#endedJobs() }) };
    if (method === 'POST' && route === '/events') return this.#ingest(JSON.parse(body.toString()) as PipelineEvent[]);
    return { status: 404 };
  }

  #endedJobs() {
    return this.jobEvents().filter(({ status }) => status === 'completed');
  }

  #ingest(events: readonly PipelineEvent[]): Reply {
    const news = events.filter(({ id }) => id === undefined || !this.#seen.has(id));
    for (const { id } of news) if (id !== undefined) this.#seen.add(id);
    this.events.push(...news);
    return { status: 202, text: JSON.stringify({ accepted: news.length, duplicates: events.length - news.length }) };
  }

  #append(job: string, headers: IncomingMessage['headers'], body: Buffer): Reply {
    const log = this.logs.get(job) ?? Buffer.alloc(0);
    const range = /^bytes (\d+)-(\d+)\/\*$/.exec(headers['content-range'] ?? '');
    const fits = range === null || Number(range[1]) === log.length;
    if (fits) this.logs.set(job, Buffer.concat([log, body]));
    const length = this.logs.get(job)?.length ?? 0;
    return { status: fits ? 202 : 416, ...(length > 0 && { headers: { range: `0-${length - 1}` } }) };
  }
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}
