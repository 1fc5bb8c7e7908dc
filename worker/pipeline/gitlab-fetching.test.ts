import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import pipelineFixture from '../../test/fixtures/webhooks/gitlab/nuecagram.pipeline.sample_payload_running.json';
import { bodyOf, newPipeline } from '../../test/worker/api.ts';
import { postGitlab } from '../../test/worker/hooks.ts';
import { pipelineObject } from '../pipeline-object.ts';
import type { Run } from '../../protocol/index.ts';
import { EVERYTHING, evict, inRows, runOf } from './testing.ts';

const API = 'https://gitlab.test/api/v4';
const requests: Request[] = [];
let traces: Record<string, string> = {};
/** What the token may not read. */
const denied = new Set<string>();

// Never taken back: what a pipeline still wants to fetch after its test must not go out into the world.
beforeEach(() => {
  requests.length = 0;
  traces = {};
  denied.clear();
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    if (denied.has(request.url)) return Promise.resolve(new Response('no', { status: 403 }));
    const trace = traces[request.url];
    return Promise.resolve(trace === undefined ? new Response('no', { status: 404 }) : new Response(trace));
  });
});

const [job] = pipelineFixture.builds;
if (job === undefined) throw new Error('The fixture has no job.');
const RUN = `gitlab:${pipelineFixture.object_attributes.id}`;
const PROJECT = pipelineFixture.project.id;

async function withToken(): Promise<Awaited<ReturnType<typeof newPipeline>>> {
  const target = await newPipeline();
  await giveToken(target.slug);
  return target;
}

const giveToken = (slug: string): Promise<void> =>
  runInDurableObject(env.PIPELINES.getByName(slug), (instance) => {
    const bindings = Reflect.get(instance, 'env') as object;
    Reflect.set(bindings, `GITLAB_TOKEN__${slug.toUpperCase().replaceAll('-', '_')}`, 'token-of-the-test');
    Reflect.set(bindings, 'GITLAB_API_URL', `${API}/`);
    return Promise.resolve();
  });

describe('the log of a job of GitLab', () => {
  const ended = {
    ...pipelineFixture,
    builds: [
      {
        ...job,
        status: 'success',
        started_at: '2024-06-19 02:20:20 UTC',
        finished_at: '2024-06-19 02:21:00 UTC',
      },
    ],
  };
  const TRACE = `${API}/projects/${PROJECT}/jobs/${job.id}/trace`;

  it('is fetched when it has ended, with its sections, and what was written over stays one line', async () => {
    const { slug, base } = await withToken();
    const esc = '\u001b';
    traces[TRACE] = [
      `Running with gitlab-runner 17.0\r`,
      `section_start:1718763625:build_script[collapsed=true]\r${esc}[0K${esc}[36;1mExecuting${esc}[0;m`,
      'Receiving objects:  10%\rReceiving objects: 100%\rdone',
      `section_end:1718763650:build_script\r${esc}[0K`,
      `${esc}[32;1mJob succeeded${esc}[0;m`,
      '',
    ].join('\n');
    await bodyOf(await postGitlab(base, JSON.stringify(ended)), 202);
    const lines = async () => (await pipelineObject(env, slug).logs(slug, RUN, EVERYTHING))?.lines ?? [];
    await vi.waitFor(async () => expect(await lines()).toHaveLength(5), { timeout: 10_000, interval: 20 });
    expect((await lines()).map(({ message, timestamp }) => [message, timestamp])).toEqual([
      ['Running with gitlab-runner 17.0', Date.UTC(2024, 5, 19, 2, 20, 20)],
      [
        `section_start:1718763625:build_script[collapsed=true]\r${esc}[0K${esc}[36;1mExecuting${esc}[0;m`,
        1_718_763_625_000,
      ],
      ['Receiving objects:  10%\rReceiving objects: 100%\rdone', 1_718_763_625_000],
      [`section_end:1718763650:build_script\r${esc}[0K`, 1_718_763_650_000],
      [`${esc}[32;1mJob succeeded${esc}[0;m`, 1_718_763_650_000],
    ]);
    expect((await lines()).every((line) => line.job === job.name)).toBe(true);
    expect((await runOf(slug, RUN)).jobs.find(({ name }) => name === job.name)?.lines).toBe(5);
    const [asked] = requests;
    expect([asked?.url, asked?.headers.get('private-token')]).toEqual([TRACE, 'token-of-the-test']);
  });

  it('may have a time in each line, of which one that goes on is a part', async () => {
    const { slug, base } = await withToken();
    traces[TRACE] = [
      '2024-06-19T02:20:21.000001Z 00O one',
      '2024-06-19T02:20:22.500001Z 00E two',
      '2024-06-19T02:20:23.000001Z 00O+three',
    ].join('\n');
    await bodyOf(await postGitlab(base, JSON.stringify(ended)), 202);
    await vi.waitFor(
      async () =>
        expect(
          (await pipelineObject(env, slug).logs(slug, RUN, EVERYTHING))?.lines.map(({ message, timestamp }) => [
            message,
            timestamp - Date.UTC(2024, 5, 19, 2, 20, 0),
          ]),
        ).toEqual([
          ['one', 21_000],
          ['two', 22_500],
          ['three', 23_000],
        ]),
      { timeout: 10_000, interval: 20 },
    );
  });
});

describe('a pipeline of GitLab of which nothing is heard', () => {
  const ID = pipelineFixture.object_attributes.id;
  const STATE = `${API}/projects/${PROJECT}/pipelines/${ID}`;
  const jobsOf = (page: number) => `${STATE}/jobs?include_retried=true&per_page=100&page=${page}`;
  const HOUR = 60 * 60 * 1000;
  const running = {
    ...pipelineFixture,
    builds: [{ ...job, status: 'running', started_at: '2024-06-19 02:20:20 UTC' }],
  };

  async function afterSilence(slug: string, ms: number): Promise<void> {
    await inRows(slug, (sql) => sql.exec('UPDATE runs SET heard = heard - ?', ms));
    const stub = env.PIPELINES.getByName(slug);
    await runInDurableObject(stub, async (_instance, { storage }) => {
      storage.sql.exec("UPDATE tasks SET due = 1 WHERE kind = 'watch'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evict(slug);
    await giveToken(slug);
    await runDurableObjectAlarm(stub);
  }

  const shown = (slug: string, check: (run: Run) => void) =>
    vi.waitFor(async () => check(await runOf(slug, RUN)), { timeout: 10_000, interval: 20 });

  it('has ended if GitLab says so, with all its jobs and their retries', async () => {
    const { slug, base } = await withToken();
    await bodyOf(await postGitlab(base, JSON.stringify(running)), 202);
    const finished_at = '2024-06-19T06:30:00.000+02:00';
    traces[STATE] = JSON.stringify({ id: ID, status: 'failed', finished_at, web_url: 'https://gitlab.test/p/1' });
    const leg = (id: number, name: string, status: string) => ({ id, name, stage: 'test', status, finished_at });
    const legs = Array.from({ length: 99 }, (_, index) => leg(9_000_000 + index, `leg ${index}`, 'success'));
    traces[jobsOf(1)] = JSON.stringify([leg(job.id, job.name, 'failed'), ...legs]);
    traces[jobsOf(2)] = JSON.stringify([leg(9_000_100, job.name, 'failed')]);
    await afterSilence(slug, HOUR);
    await shown(slug, (run) => expect(run.status).toBe('completed'));
    const run = await runOf(slug, RUN);
    expect(run).toMatchObject({ conclusion: 'failure', url: 'https://gitlab.test/p/1', staleSince: null });
    expect(run.endTime).toBe(Date.UTC(2024, 5, 19, 4, 30));
    expect(run.jobs).toHaveLength(100);
    expect(run.jobs.find(({ name }) => name === job.name)).toMatchObject({ attempt: 2, externalId: '9000100' });
    const [first] = requests;
    expect([first?.url, first?.headers.get('private-token')]).toEqual([STATE, 'token-of-the-test']);
  });

  it('goes on if GitLab says that it does, and is lost when GitLab does not know it either', async () => {
    const { slug, base } = await withToken();
    await bodyOf(await postGitlab(base, JSON.stringify(running)), 202);
    traces[STATE] = JSON.stringify({ id: ID, status: 'running' });
    traces[jobsOf(1)] = '[]';
    await afterSilence(slug, 25 * HOUR);
    await shown(slug, (run) => expect(run.staleSince).toBeNull());
    expect((await runOf(slug, RUN)).status).toBe('running');
    denied.add(STATE);
    await afterSilence(slug, 25 * HOUR);
    await shown(slug, (run) => expect(run).toMatchObject({ conclusion: 'error', failureReason: 'lost' }));
  });
});
