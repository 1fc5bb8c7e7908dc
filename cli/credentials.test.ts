import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialsOf } from './credentials.ts';
import { Masker } from './mask.ts';
import { runCli, script } from './testing/cli.ts';
import { FakePipeline } from './testing/fake-pipeline.ts';

let pipeline: FakePipeline;
let issuer: Server;
let requests: { url: URL; authorization: string | undefined }[];
let status: number;
/** Seconds that a token lives. */
let life: number;
let env: Record<string, string>;

const secret = () => randomBytes(24).toString('base64url');

const idToken = (seconds: number) =>
  [
    'e30',
    Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds })).toString('base64url'),
    secret(),
  ].join('.');

let issued: string[];

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
  requests = [];
  issued = [];
  status = 200;
  life = 300;
  issuer = createServer((request, response) => {
    requests.push({ url: new URL(request.url ?? '', 'http://x'), authorization: request.headers.authorization });
    const value = idToken(life);
    if (status === 200) issued.push(value);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ count: 1, value }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  env = {
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_ATTEMPT: '1',
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret(),
  };
});

afterEach(async () => {
  await pipeline.stop();
  const closed = new Promise((resolve) => issuer.close(resolve));
  issuer.closeAllConnections();
  await closed;
});

const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  runCli(['run', '--src', pipeline.src, '--job', 'job', ...args], { env: { ...env, ...more } });

const shown = () => new Set(pipeline.requests.map(({ authorization }) => authorization));

const PRINT = script(
  `console.log(JSON.stringify(Object.keys(process.env).filter((name) => /ID_TOKEN/.test(name)).sort()))`,
);

test('a job of GitHub shows the token that GitHub gives it for this server, asked for once', async () => {
  const { code } = await run(script(''));
  expect(code).toBe(0);
  expect(requests.length).toBe(1);
  expect(requests[0]?.authorization).toBe(`bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}`);
  expect(Object.fromEntries(requests[0]?.url.searchParams ?? [])).toEqual({
    'api-version': '2.0',
    audience: new URL(pipeline.src).origin,
  });
  expect(shown()).toEqual(new Set([`Bearer ${issued[0]}`]));
  expect(pipeline.ending('job')).toMatchObject({ run: 'github:77', conclusion: 'success' });
});

test('a token that is about to end is asked for again', async () => {
  life = 30;
  await run(script(''));
  expect(requests.length).toBe(pipeline.requests.length);
});

test('the command does not get to see what gives ID tokens, unless it shall', async () => {
  expect((await run(PRINT)).stdout.toString()).toBe('[]\n');
  const kept = await run(['--keep-id-token', ...PRINT]);
  expect(JSON.parse(kept.stdout.toString())).toEqual([
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
  ]);
});

test('a token that was given goes before, and nothing is asked for or taken away', async () => {
  const token = secret();
  const { stdout } = await run(['--token', token, ...PRINT]);
  expect(requests).toEqual([]);
  expect(shown()).toEqual(new Set([`Bearer ${token}`]));
  expect(JSON.parse(stdout.toString())).toHaveLength(2);
});

test('a job of GitLab shows the token that it was given for this', async () => {
  const token = idToken(3600);
  const gitlab = { CI_PIPELINE_ID: '46', PIPELINE_WIDGETS_ID_TOKEN: token };
  const { stdout } = await runCli(['run', '--src', pipeline.src, '--job', 'job', ...PRINT], { env: gitlab });
  expect(stdout.toString()).toBe('[]\n');
  expect(shown()).toEqual(new Set([`Bearer ${token}`]));
  expect(pipeline.ending('job')).toMatchObject({ run: 'gitlab:46' });
});

test('without a token to be had the command runs all the same', async () => {
  status = 500;
  const { code, stdout, stderr } = await run(['--flush-timeout', '300ms', ...script(`console.log('done')`)]);
  expect([code, stdout.toString()]).toEqual([0, 'done\n']);
  expect(stderr).toContain('GitHub gives this job no ID token (500)');
  expect(pipeline.requests).toEqual([]);
});

test('a server that does not believe it is told nothing more, and the person how to mend it', async () => {
  pipeline.fault = () => 401;
  const { code, stderr } = await run(script(''));
  expect(code).toBe(0);
  expect(stderr).toContain("list its project under oidc in the pipeline's config");
});

test('an ID token is hidden in whatever is sent', async () => {
  const masker = new Masker();
  const token = await credentialsOf(undefined, env, 'https://ci.example.com', masker).token();
  expect(masker.mask(`x ${token} y`)).toBe('x *** y');
});
