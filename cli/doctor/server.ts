import { reasonOf } from '../connection.ts';
import type { Credentials } from '../credentials.ts';
import { detailOf } from '../problem.ts';
import { note, well, wrong, type Finding } from './finding.ts';

/** Milliseconds that an answer may take. */
const PATIENCE = 10_000;
/** Milliseconds that the clocks may differ: signatures of webhooks are good for five minutes, tokens for seconds. */
const MOST_APART = 30_000;

export interface Reply {
  status: number;
  headers: Headers;
  body: string;
  /** Milliseconds. */
  took: number;
}

/** The server that a pipeline is on, as seen from here. */
export class Server {
  readonly src: string;
  readonly #credentials: Credentials;

  constructor(src: string, credentials: Credentials) {
    this.src = src;
    this.#credentials = credentials;
  }

  get origin(): string {
    return new URL(this.src).origin;
  }

  /** The name of the pipeline. */
  get slug(): string {
    return this.src.slice(this.src.lastIndexOf('/') + 1);
  }

  /** Throws what keeps the answer away. */
  async ask(address: string, init: RequestInit & { anonymous?: boolean } = {}): Promise<Reply> {
    const begun = performance.now();
    const response = await this.open(address, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    const { status, headers } = response;
    return { status, headers, body: await response.text(), took: performance.now() - begun };
  }

  async open(
    address: string,
    { anonymous = false, ...init }: RequestInit & { anonymous?: boolean } = {},
  ): Promise<Response> {
    const token = anonymous ? undefined : await this.#credentials.token();
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    return fetch(address, { ...init, headers, redirect: 'manual' });
  }
}

/** Is there a server of ours, and does it know what time it is? */
export async function checkServer(server: Server): Promise<{ findings: [string, Finding][]; reached: boolean }> {
  const begun = Date.now();
  let health: Reply;
  try {
    health = await server.ask(`${server.origin}/api/health`, { anonymous: true });
  } catch (error) {
    return { findings: [['server', unreachable(error, new URL(server.src).hostname)]], reached: false };
  }
  const finding = healthOf(health, server.origin);
  if (finding.kind === 'wrong') return { findings: [['server', finding]], reached: false };
  const clock = clockOf(health, (begun + Date.now()) / 2);
  return {
    findings: [
      ['server', finding],
      ['clock', clock],
    ],
    reached: true,
  };
}

const CURES: readonly (readonly [RegExp, string])[] = [
  [
    /ENOTFOUND|EAI_AGAIN/,
    'The name does not resolve: check its spelling, and that the Worker is deployed (npm run deploy).',
  ],
  [/ECONNREFUSED/, 'Nothing listens there: start it (npm start), or check the port.'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS|SSL|EPROTO|wrong version number/i,
    'The certificate is not valid for this name, or the port speaks no TLS.',
  ],
  [
    /in time|TIMEOUT|UND_ERR_CONNECT/i,
    'Something drops the packets: a firewall, or a proxy that this machine has to use.',
  ],
];

function unreachable(error: unknown, hostname: string): Finding {
  const reason = reasonOf(error);
  const cure = CURES.find(([sign]) => sign.test(reason))?.[1] ?? 'Check the network between here and there.';
  return wrong(`${hostname} cannot be reached: ${reason}`, cure);
}

function healthOf({ status, headers, body, took }: Reply, origin: string): Finding {
  if (status >= 300 && status < 400) {
    return wrong(`${origin} redirects to ${headers.get('location') ?? 'nowhere'}`, 'Use the address that it leads to.');
  }
  if (status >= 500)
    return wrong(`the server fails: ${status}${detailOf(body)}`, 'Look into its log: npx wrangler tail.');
  if (status === 200 && /"status"\s*:\s*"ok"/.test(body)) return well(`answers in ${Math.round(took)} ms`);
  return wrong(
    `something else than a pipeline-widgets Worker answers at ${origin} (${status})`,
    'Give the address of the Worker, not that of a page that shows it.',
  );
}

/** By what the server says in its answer. */
function clockOf({ body }: Reply, now: number): Finding {
  const { time: theirs } = JSON.parse(body) as { time?: unknown };
  if (typeof theirs !== 'number')
    return note('the server does not say what time it is', 'It is an older one: npm run deploy.');
  const apart = Math.abs(theirs - now);
  if (apart <= MOST_APART)
    return well(apart <= 1000 ? 'the same here and there' : `${Math.round(apart / 1000)} s apart`);
  return wrong(
    `${Math.round(apart / 1000)} s apart: here it is ${new Date(now).toISOString()}, there ${new Date(theirs).toISOString()}`,
    'Set this machine’s clock (NTP): tokens and signatures hold for a time.',
  );
}
