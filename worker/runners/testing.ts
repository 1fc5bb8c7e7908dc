import { beforeAll, expect, vi } from 'vitest';

export interface RecordedRequest {
  method: string;
  url: string;
  headers: Headers;
  body: string;
}

/** Undefined leaves the request without an answer, as a cable that was pulled does. */
type Answer = Response | undefined | Promise<Response | undefined>;

/** A service outside of the Worker: each request is recorded, and answered as the test says. */
export class FakeService {
  readonly requests: RecordedRequest[] = [];
  answer: (request: RecordedRequest) => Answer = () => undefined;

  /** `POST https://…`, one a request. */
  get lines(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${url}`);
  }

  last(): RecordedRequest {
    const request = this.requests.at(-1);
    if (request === undefined) throw new Error('There was no request.');
    return request;
  }

  async asked(count: number): Promise<void> {
    await vi.waitFor(() => expect(this.requests.length).toBeGreaterThanOrEqual(count), {
      timeout: 15_000,
      interval: 5,
    });
  }
}

const services = new Map<string, { service: FakeService; heeds: (url: URL) => boolean }>();

/**
 * The service that gets the requests whose address contains `part`; those that it does not heed are left without an answer.
 * Every test has parts of its own: objects outlive tests.
 */
export function serviceAt(part: string, heeds: (url: URL) => boolean = () => true): FakeService {
  const service = new FakeService();
  services.set(part, { service, heeds });
  return service;
}

/** Lets no request of this file out of the machine. */
export function useFakeInternet(): void {
  // Never taken back: what a pipeline still wants to fetch after its test must not go out into the world.
  beforeAll(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(handle));
}

async function handle(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { method, url, headers } = request;
  const [, at] = [...services].find(([part]) => url.includes(part)) ?? [];
  const service = at?.heeds(new URL(url)) ? at.service : undefined;
  const recorded: RecordedRequest = { method, url, headers, body: await request.text() };
  service?.requests.push(recorded);
  const answer = await service?.answer(recorded);
  if (answer === undefined) throw new TypeError(`Nobody answers ${method} ${url}.`);
  return answer;
}

/** What waits at it goes on when the test opens it; it is looked at from where it is waited at, as the runtime wants it. */
export class Gate {
  isOpen = false;

  async passed(): Promise<void> {
    while (!this.isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const reply = (status: number, body?: unknown, headers: Record<string, string> = {}): Response =>
  body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
