import { afterEach, describe, expect, it, vi } from 'vitest';
import run from '../../test/fixtures/webhooks/github/octokit.workflow_run.completed.payload.json';
import requested from '../../test/fixtures/webhooks/github/octokit.workflow_run.requested.payload.json';
import pipeline from '../../test/fixtures/webhooks/gitlab/nuecagram.pipeline.sample_payload_failed.json';
import build from '../../test/fixtures/webhooks/other/azuredevops.build.complete.json';
import vectors from '../../test/fixtures/signature-vectors.json';
import { bodyOf, call, callWith, newPipeline, problemOf } from '../../test/worker/api.ts';
import {
  azureHeaders,
  callSigned,
  githubHeaders,
  GITLAB_SIGNING_TOKEN,
  gitlabHeaders,
  postGithub,
  postGitlab,
  SECRETS,
  standardHeaders,
} from '../../test/worker/hooks.ts';
import type { Delivery, Run, RunPage } from '../../protocol/index.ts';

afterEach(() => void vi.useRealTimers());

const COMPLETED = JSON.stringify(run);
const REQUESTED = JSON.stringify(requested);
const GITLAB = JSON.stringify(pipeline);
const AZURE = JSON.stringify(build);

type Target = Awaited<ReturnType<typeof newPipeline>>;

async function deliveriesOf({ base, headers }: Target): Promise<Delivery[]> {
  return (await bodyOf<{ deliveries: Delivery[] }>(await call(`${base}/deliveries`, { headers }))).deliveries;
}

const runsOf = async ({ base }: Target): Promise<string[]> =>
  (await bodyOf<RunPage>(await call(`${base}/runs`))).runs.map(({ id }) => id);

describe('a delivery of GitHub', () => {
  it('is accepted once', async () => {
    const target = await newPipeline();
    const first = await postGithub(target.base, 'workflow_run', COMPLETED, 'd1');
    expect(await bodyOf(first, 202)).toEqual({ accepted: 1, duplicates: 0 });
    const again = await postGithub(target.base, 'workflow_run', COMPLETED, 'd1');
    expect(await bodyOf(again, 202)).toEqual({ accepted: 0, duplicates: 1 });
    expect(await runsOf(target)).toEqual(['github:289782451']);
  });

  it('of an older run does not make that the newest', async () => {
    const { base } = await newPipeline();
    const older = JSON.stringify({
      ...run,
      workflow_run: {
        ...run.workflow_run,
        id: 7,
        created_at: '2020-06-01T10:00:00Z',
        run_started_at: '2020-06-01T10:00:00Z',
        updated_at: '2020-06-01T10:05:00Z',
      },
    });
    await postGithub(base, 'workflow_run', COMPLETED, 'd1');
    await postGithub(base, 'workflow_run', older, 'd2');
    expect((await bodyOf<{ run: Run }>(await call(base))).run.id).toBe('github:289782451');
    expect((await bodyOf<Run>(await call(`${base}/runs/github:7`))).status).toBe('completed');
  });

  it('may come as a form, as GitHub sends it unless it is told otherwise', async () => {
    const target = await newPipeline();
    const body = new URLSearchParams({ payload: COMPLETED }).toString();
    const headers = {
      ...(await githubHeaders('workflow_run', body, 'd1')),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const response = await callSigned(`${target.base}/webhooks/github`, { method: 'POST', body, headers });
    expect(await bodyOf(response, 202)).toEqual({ accepted: 1, duplicates: 0 });
  });

  it.each([
    ['ping', '{"zen":"Keep it logically awesome."}'],
    ['party', '{}'],
    ['check_run', '{}'],
  ])('of the event %s is ignored in a friendly way', async (event, body) => {
    const target = await newPipeline();
    const { ignored } = await bodyOf<{ ignored: string }>(await postGithub(target.base, event, body), 202);
    expect(ignored).toContain(event.split('_')[0]);
    expect(await runsOf(target)).toEqual([]);
  });

  it('that cannot be read is refused with the reason, and told of', async () => {
    const target = await newPipeline();
    const problem = await problemOf(await postGithub(target.base, 'workflow_run', '{"workflow_run":{}}'), 422);
    expect(problem.errors?.map(({ path }) => path)).toContain('/workflow_run/id');
    await problemOf(await postGithub(target.base, 'workflow_run', '{"workflow_run":'), 422);
    expect((await deliveriesOf(target)).map(({ outcome, event }) => [outcome, event])).toEqual([
      ['rejected', 'workflow_run'],
      ['rejected', 'workflow_run'],
    ]);
  });

  it('has 25 MB at most', async () => {
    const target = await newPipeline();
    const body = ' '.repeat(25 * 1024 * 1024 + 1);
    await problemOf(await postGithub(target.base, 'workflow_run', body), 413);
  });

  it('of a source that we do not know has no address', async () => {
    const { base } = await newPipeline();
    await problemOf(await callSigned(`${base}/webhooks/jenkins`, { method: 'POST', body: '{}' }), 404);
  });
});

describe('secrets', () => {
  const send = async ({ base }: Target, secret: string, bindings: Record<string, string | undefined>) => {
    const headers = await githubHeaders('workflow_run', COMPLETED, crypto.randomUUID(), secret);
    const request = { method: 'POST', body: COMPLETED, headers };
    return callWith({ GITHUB_WEBHOOK_SECRET: undefined, ...bindings } as never, `${base}/webhooks/github`, request);
  };

  it('must be there: without one nothing is let in, and the answer names it', async () => {
    const target = await newPipeline();
    const problem = await problemOf(await send(target, 'anything', {}), 403);
    expect(problem.detail).toContain('GITHUB_WEBHOOK_SECRET');
    await problemOf(await send(target, 'anything', { GITHUB_WEBHOOK_SECRET: '' }), 403);
    expect(await runsOf(target)).toEqual([]);
  });

  it('can be two while one replaces the other, and can belong to one pipeline', async () => {
    const target = await newPipeline();
    const own = `GITHUB_WEBHOOK_SECRET__${target.slug.toUpperCase().replaceAll('-', '_')}`;
    for (const name of ['GITHUB_WEBHOOK_SECRET', 'GITHUB_WEBHOOK_SECRET_2', own]) {
      expect((await send(target, 'right', { GITHUB_WEBHOOK_SECRET: 'other', [name]: 'right' })).status).toBe(202);
    }
    await problemOf(await send(target, 'right', { GITHUB_WEBHOOK_SECRET__ELSEWHERE: 'right' }), 403);
    await problemOf(await send(target, 'right', { GITHUB_WEBHOOK_SECRET: 'wrong' }), 401);
  });
});

const ROUTES: Readonly<Record<string, { source: string; secret: string; unsigned: string }>> = {
  github: { source: 'github', secret: 'GITHUB_WEBHOOK_SECRET', unsigned: 'x-hub-signature-256' },
  circleci: { source: 'circleci', secret: 'CIRCLECI_WEBHOOK_SECRET', unsigned: 'circleci-signature' },
  'standard-webhooks': { source: 'gitlab', secret: 'GITLAB_SIGNING_TOKEN', unsigned: 'webhook-signature' },
  buildkite: { source: 'buildkite', secret: 'BUILDKITE_WEBHOOK_SECRET', unsigned: 'x-buildkite-signature' },
  vercel: { source: 'vercel', secret: 'VERCEL_WEBHOOK_SECRET', unsigned: 'x-vercel-signature' },
  netlify: { source: 'netlify', secret: 'NETLIFY_WEBHOOK_SECRET', unsigned: 'x-webhook-signature' },
};

describe.each(vectors)('the signature $scheme', ({ scheme, secret, body, header }) => {
  const route = ROUTES[scheme.split(' ')[0] ?? ''];
  if (route === undefined) throw new Error(`There is no route for ${scheme}.`);
  const told = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const stamp = Object.values(told)
    .map((value) => /^(?:timestamp=)?(\d{10})/.exec(value)?.[1])
    .find(Boolean);

  const post = (base: string, text: string, headers: Record<string, string>) =>
    callSigned(`${base}/webhooks/${route.source}`, { method: 'POST', body: text, headers }, { [route.secret]: secret });

  it('is known at the door, and nothing like it is', async () => {
    if (stamp) vi.useFakeTimers({ toFake: ['Date'], now: Number(stamp) * 1000 });
    const { base } = await newPipeline();
    // Let in: what is inside is no event that we know, which is another answer.
    expect([202, 422]).toContain((await post(base, body, told)).status);
    const value = told[route.unsigned] ?? '';
    const { [route.unsigned]: _signature, ...unsigned } = told;
    const flipped = value.slice(0, -5) + (value.at(-5) === '0' ? '1' : '0') + value.slice(-4);
    const mutations: [string, Record<string, string>][] = [
      [`${body} `, told],
      [body.slice(1), told],
      [`${body.slice(0, -1)}?`, told],
      [body, unsigned],
      ...['', ' ', 'sha256=', 'v1=', 'v1,', 'null', value.slice(0, -1), value.slice(0, 9), `${value}00`, flipped].map(
        (mutation): [string, Record<string, string>] => [body, { ...unsigned, [route.unsigned]: mutation }],
      ),
    ];
    for (const [text, headers] of mutations) {
      const problem = await problemOf(await post(base, text, headers), 401);
      expect(JSON.stringify(problem)).not.toContain(`"${secret}"`);
    }
  });
});

describe('GitLab', () => {
  it('may send its token, until a signing token is set', async () => {
    const target = await newPipeline();
    expect(await bodyOf(await postGitlab(target.base, GITLAB), 202)).toEqual({ accepted: 1, duplicates: 0 });
    const strict = { GITLAB_SIGNING_TOKEN };
    const path = `${target.base}/webhooks/gitlab`;
    const plain = { method: 'POST', body: GITLAB, headers: gitlabHeaders('k1') };
    await problemOf(await callSigned(path, plain, strict), 401);
    const signed = { ...plain, headers: await standardHeaders(GITLAB, 'k2', GITLAB_SIGNING_TOKEN) };
    expect((await callSigned(path, signed, strict)).status).toBe(202);
    expect(await bodyOf(await callSigned(path, signed, strict), 202)).toEqual({ accepted: 0, duplicates: 1 });
  });

  it('never hears an error for an event that we do not know, or cannot read', async () => {
    const { base } = await newPipeline();
    for (const body of ['{"object_kind":"wiki_page"}', '{"object_kind":"pipeline"}', '{}', '[]', '7', 'null']) {
      expect(Object.keys(await bodyOf<object>(await postGitlab(base, body), 202))).toEqual(['ignored']);
    }
  });
});

describe('the list of deliveries', () => {
  it('says what became of each, newest first', async () => {
    const target = await newPipeline();
    await postGithub(target.base, 'workflow_run', COMPLETED, 'd1');
    await postGithub(target.base, 'workflow_run', COMPLETED, 'd1');
    await postGithub(target.base, 'workflow_run', REQUESTED, 'd2');
    await postGithub(target.base, 'ping', '{}', 'd3');
    await callSigned(`${target.base}/webhooks/github`, { method: 'POST', body: '{}' });
    const deliveries = await deliveriesOf(target);
    const outcomes = new Map(deliveries.map((delivery) => [`${delivery.id}:${delivery.outcome}`, delivery]));
    expect([...outcomes.keys()].sort()).toEqual([
      'd1:applied',
      'd1:duplicate',
      'd2:stale',
      'd3:ignored',
      'null:rejected',
    ]);
    expect(outcomes.get('d1:applied')).toMatchObject({
      source: 'github',
      event: 'workflow_run',
      run: 'github:289782451',
      why: null,
    });
    expect(outcomes.get('null:rejected')?.why).toContain('signature');
    expect(deliveries.map(({ time }) => time)).toEqual(deliveries.map(({ time }) => time).sort((a, b) => b - a));
  });

  it('keeps the last hundred, and no flood of forgeries drives them out', async () => {
    const target = await newPipeline();
    for (let index = 0; index < 105; index += 1) await postGithub(target.base, 'ping', '{}', `d${index}`);
    for (let index = 0; index < 50; index += 1) {
      await callSigned(`${target.base}/webhooks/github`, { method: 'POST', body: `{"forged":${index}}` });
    }
    const deliveries = await deliveriesOf(target);
    const kept = deliveries.filter(({ outcome }) => outcome === 'ignored').map(({ id }) => id);
    expect(kept).toHaveLength(100);
    expect(kept).not.toContain('d4');
    expect(kept).toEqual(expect.arrayContaining(['d5', 'd104']));
    expect(deliveries.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(20);
  });

  it('is for those who may configure, and a forgery brings no pipeline into being', async () => {
    const { base } = await newPipeline();
    await problemOf(await call(`${base}/deliveries`), 401);
    const nowhere = `/api/pipelines/p-${crypto.randomUUID()}`;
    await problemOf(await callSigned(`${nowhere}/webhooks/github`, { method: 'POST', body: '{}' }), 401);
    await problemOf(await call(nowhere), 404);
  });
});

describe('Azure DevOps', () => {
  it('is let in by the password of its hook alone, and is understood', async () => {
    const target = await newPipeline();
    const post = (authorization: string) =>
      callSigned(`${target.base}/webhooks/azure`, { method: 'POST', body: AZURE, headers: { authorization } });
    const password = SECRETS.AZURE_WEBHOOK_PASSWORD;
    for (const wrong of ['', 'Basic', 'Basic !!', `Basic ${btoa(password)}`, `Bearer ${password}`, password]) {
      await problemOf(await post(wrong), 401);
    }
    await problemOf(await post(`Basic ${btoa(`hooks:${password.slice(1)}`)}`), 401);
    const right = azureHeaders()['authorization'] ?? '';
    expect(await bodyOf(await post(right), 202)).toEqual({ accepted: 1, duplicates: 0 });
    expect(await bodyOf(await post(right), 202)).toEqual({ accepted: 0, duplicates: 1 });
    expect(await runsOf(target)).toEqual(['azure:2']);
  });
});

it('refuses hooks of other sources without their own secret, whatever else is set', async () => {
  const { base } = await newPipeline();
  const sources = ['gitlab', 'circleci', 'buildkite', 'azure', 'vercel', 'netlify'];
  for (const source of sources) {
    const request = { method: 'POST', body: '{}' };
    const { detail } = await problemOf(
      await callWith(
        { GITHUB_WEBHOOK_SECRET: SECRETS.GITHUB_WEBHOOK_SECRET } as never,
        `${base}/webhooks/${source}`,
        request,
      ),
      403,
    );
    expect(detail).toContain(source.toUpperCase());
  }
});
