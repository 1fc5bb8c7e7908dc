import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../testing/cli.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, detail: string) => json(status, { status, detail });

/** A Worker that is well, route by route. */
const HEALTHY: Readonly<Record<string, Answer>> = {
  'GET /api/health': (response, request) => json(200, { status: 'ok', time: Date.now() })(response, request),
  'GET ': json(200, {
    pipeline: 'shop',
    config: { revision: 4, title: 'Shop', description: '' },
    run: { number: 163, status: 'completed', conclusion: 'success' },
    viewers: 1,
  }),
  'GET /config': json(200, { revision: 4, title: 'Shop', visibility: 'public' }),
  'GET /stream': (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(': hello\n\n'),
  'GET /runs': json(200, { runs: [], next: null }),
  'GET /config/revisions': json(200, { revisions: [] }),
  'GET /deliveries': json(200, { deliveries: [] }),
  'POST /events': problem(415, 'Send the body as application/json.'),
  'POST /trigger': problem(415, 'Send the body as application/json.'),
};

let server: Server;
let answers: Record<string, Answer>;
let asked: string[];
let src: string;

beforeEach(async () => {
  answers = { ...HEALTHY };
  asked = [];
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname.replace('/api/pipelines/shop', '');
    asked.push(`${request.method} ${path} ${request.headers.authorization ?? '-'}`);
    (answers[`${request.method} ${path}`] ?? problem(404, 'There is no such address.'))(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  src = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/pipelines/shop`;
});

afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const tokenWith = (claims: object) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');
const TOKEN = tokenWith({ pipeline: 'shop', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 3600 });

async function doctor(args: readonly string[] = ['--src', src, '--token', TOKEN], env: NodeJS.ProcessEnv = {}) {
  const { code, stdout } = await runCli(['doctor', ...args], { env });
  const text = stdout.toString();
  return { code, text, lines: text.split('\n').filter((line) => /^[✓✗-] /.test(line)) };
}

test('finds nothing wrong where nothing is, with a line for each check', async () => {
  const { code, text, lines } = await doctor();
  expect(code, text).toBe(0);
  expect(lines.map((line) => line.slice(0, 12).trim())).toEqual([
    '✓ address',
    '✓ server',
    '✓ clock',
    '✓ pipeline',
    '✓ stream',
    '✓ token',
    '- delivery',
  ]);
  expect(text).toContain('Shop: public, config revision 4, last run #163: success');
  expect(text).toMatch(/token +of ann, for shop, until \d{4}-.*: allows view, ingest, trigger, config/);
  expect(text).not.toContain(TOKEN);
});

test('tries scopes by what is refused for its type, and shows the token to the pipeline only', async () => {
  answers['POST /events'] = (response, request) => {
    expect(request.headers['content-type']).toBe('application/pdf');
    problem(415, 'no')(response, request);
  };
  await doctor();
  expect(asked.filter((line) => line.startsWith('POST')).map((line) => line.split(' ')[1])).toEqual([
    '/events',
    '/trigger',
  ]);
  expect(asked.find((line) => line.includes('/api/health'))).toMatch(/ -$/);
});

test.for<[string, string, Answer, RegExp, RegExp]>([
  [
    'another server',
    'GET /api/health',
    json(404, {}),
    /something else than a pipeline-widgets Worker/,
    /address of the Worker/,
  ],
  ['a page', 'GET /api/health', (response) => response.end('<html>'), /something else/, /Worker/],
  [
    'a redirect',
    'GET /api/health',
    json(301, {}, { location: 'https://x.example/' }),
    /redirects to https:\/\/x.example/,
    /address/,
  ],
  ['a server that fails', 'GET /api/health', problem(500, 'broken'), /the server fails: 500: broken/, /wrangler tail/],
  ['a wrong clock', 'GET /api/health', json(200, { status: 'ok', time: 0 }), /s apart/, /NTP/],
  ['no such pipeline', 'GET ', problem(404, 'no'), /there is no pipeline shop/, /first that is reported/],
  ['a private one', 'GET ', problem(401, 'no'), /shop is private/, /scope view/],
  ['a stream that is refused', 'GET /stream', problem(429, 'too often'), /does not open: 429: too often/, /wait/],
  [
    'a page for a stream',
    'GET /stream',
    (response) => response.setHeader('content-type', 'text/html').end(),
    /opens as text\/html/,
    /let \/api/,
  ],
  [
    'a stream that ends',
    'GET /stream',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': x\n\n'),
    /is closed at once/,
    /long answers/,
  ],
  [
    'a stream that is held back',
    'GET /stream',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
    /nothing has come for 8 s/,
    /proxy_buffering off/,
  ],
  ['a token that is not valid', 'POST /events', problem(401, 'no'), /is not valid here/, /AUTH_SECRET/],
  [
    'a bad signature',
    'GET /deliveries',
    json(200, {
      deliveries: [
        {
          source: 'github',
          event: 'push',
          time: Date.now(),
          outcome: 'rejected',
          why: 'The signature is missing.',
          run: null,
          id: null,
        },
      ],
    }),
    /github push, just now: rejected \(The signature is missing\.\)/,
    /secret/,
  ],
])('says what is wrong with %s, and how to mend it', async ([, route, answer, what, fix]) => {
  answers[route] = answer;
  const { code, text, lines } = await doctor();
  expect(code, text).toBe(1);
  expect(lines.filter((line) => line.startsWith('✗')).join('\n')).toMatch(what);
  expect(text.split('\n').find((line) => line.includes('→'))).toMatch(fix);
});

test.for([
  ['http://nowhere.invalid/api/pipelines/shop', /nowhere\.invalid cannot be reached/, /does not resolve/],
  ['http://127.0.0.1/api/pipeline', /no address of a pipeline/, /looks like/],
] as const)('says why %s cannot be reached', async ([address, what, fix]) => {
  const { code, text } = await doctor(['--src', address]);
  expect(code).toBe(1);
  expect(text).toMatch(what);
  expect(text).toMatch(fix);
});

test('says when nothing listens', async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  await closed;
  const { code, text } = await doctor();
  server.listen(0);
  expect(code).toBe(1);
  expect(text).toMatch(/cannot be reached: .*ECONNREFUSED[^]*Nothing listens/);
});

test('tells a token that has expired, and one that is for something else', async () => {
  const expired = await doctor(['--src', src, '--token', tokenWith({ pipeline: 'shop', exp: 1_700_000_000 })]);
  expect(expired.code).toBe(1);
  expect(expired.text).toContain('has expired at 2023-11-14T22:13:20.000Z');
  for (const route of ['POST /events', 'POST /trigger', 'GET /config/revisions']) answers[route] = problem(403, 'no');
  const foreign = await doctor(['--src', src, '--token', tokenWith({ pipeline: 'other' })]);
  expect(foreign.code).toBe(1);
  expect(foreign.text).toContain('✗ token      is for the pipeline other, not for shop');
  const reader = await doctor();
  expect(reader.code).toBe(0);
  expect(reader.text).toMatch(/- token +of ann, for shop, .*: allows view\n.*Nothing can be reported .*--scope ingest/);
});

test('without a token says what anybody may do, which is wrong in itself only where nothing can be read', async () => {
  for (const route of ['POST /events', 'POST /trigger', 'GET /config/revisions']) answers[route] = problem(401, 'no');
  const { code, text } = await doctor(['--src', src]);
  expect(code, text).toBe(0);
  expect(text).toContain('- token      none given; without one allowed: view');
});

test('a rejected delivery is no trouble once another one came in', async () => {
  const delivery = { source: 'github', event: 'push', why: null, run: 'github:1', id: 'x' };
  answers['GET /deliveries'] = json(200, {
    deliveries: [
      { ...delivery, time: Date.now() - 60_000, outcome: 'rejected', why: 'The signature is missing.' },
      { ...delivery, time: Date.now(), outcome: 'applied' },
    ],
  });
  const { code, lines } = await doctor();
  expect(code).toBe(0);
  expect(lines.slice(-2).map((line) => line[0])).toEqual(['✓', '-']);
});

test('inside a CI job says how its ID token comes to be believed', async () => {
  answers['POST /events'] = problem(401, 'no');
  const claims = { iss: 'https://gitlab.com', aud: new URL(src).origin, project_id: '7' };
  const { code, text } = await doctor(['--src', src], { PIPELINE_WIDGETS_ID_TOKEN: tokenWith(claims) });
  expect(code).toBe(1);
  expect(text).toContain(
    `"oidc": [${JSON.stringify({ issuer: 'https://gitlab.com', audience: new URL(src).origin, projectId: '7' })}]`,
  );
});
