/// <reference types="vite/client" />
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import runFixture from '../../test/fixtures/webhooks/github/octokit.workflow_run.requested.payload.json';
import jobFixture from '../../test/fixtures/webhooks/github/octokit.workflow_job.in_progress.with-queued-steps.payload.json';
import tekton from '../../test/fixtures/workflows/tektoncd-pipeline.ci.yaml?raw';
import { bodyOf, call, newPipeline } from '../../test/worker/api.ts';
import { postGithub } from '../../test/worker/hooks.ts';
import type { Delivery, Run } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import type { TaskKind } from './tasks.ts';
import { EVERYTHING, evict, inRows, runOf } from './testing.ts';

/** A GitHub that answers what a test wants, and remembers what it was asked. */
type Answer = () => Response;
/** Made when it is asked for: a body belongs to the object that reads it. */
const answer =
  (body: string | null, init?: ResponseInit): Answer =>
  () =>
    new Response(body, init);
const requests: Request[] = [];
let answers: Record<string, Answer[]> = {};

const API = 'https://github.test/api/v3';

// Never taken back: what a pipeline still wants to fetch after its test must not go out into the world.
beforeEach(() => {
  requests.length = 0;
  answers = {};
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    const key = request.url.replace(API, '');
    const left = answers[key] ?? [];
    const next = left.length > 1 ? left.shift() : left[0];
    return next ? next() : new Response('nothing here', { status: 404 });
  });
});

type Target = Awaited<ReturnType<typeof newPipeline>>;

/** A pipeline whose Worker has a token for GitHub. */
async function withToken(config: Record<string, unknown> = {}): Promise<Target> {
  const target = await newPipeline(config);
  await giveToken(target.slug);
  return target;
}

/** The bindings of an object are one thing for all its parts, so that it can be given another secret while it lives. */
const giveToken = (slug: string): Promise<void> =>
  runInDurableObject(env.PIPELINES.getByName(slug), (instance) => {
    const bindings = Reflect.get(instance, 'env') as object;
    Reflect.set(bindings, `GITHUB_TOKEN__${slug.toUpperCase().replaceAll('-', '_')}`, 'token-of-the-test');
    Reflect.set(bindings, 'GITHUB_API_URL', `${API}/`);
    return Promise.resolve();
  });

const REPO = '/repos/octo-org/octo-repo';
const SHA = runFixture.workflow_run.head_sha;
const fileOf = (path: string) => `${REPO}/contents/${path}?ref=${SHA}`;
const WORKFLOW = fileOf('.github/workflows/test.yml');
const RUN = `github:${runFixture.workflow_run.id}`;

function workflowRun(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({ ...runFixture, workflow_run: { ...runFixture.workflow_run, ...changes } });
}

function workflowJob(id: number, name: string, changes: Record<string, unknown> = {}): string {
  const job = { ...jobFixture.workflow_job, id, name, run_id: runFixture.workflow_run.id, head_sha: SHA, ...changes };
  return JSON.stringify({ ...jobFixture, repository: runFixture.repository, workflow_job: job });
}

const ended = (conclusion = 'success') => ({
  status: 'completed',
  conclusion,
  started_at: '2023-06-26T03:31:36Z',
  completed_at: '2023-06-26T03:35:00Z',
});

const post = async (target: Target, event: string, body: string) =>
  bodyOf(await postGithub(target.base, event, body), 202);

const seenRun = ({ slug }: Target, id = RUN): Promise<Run> => runOf(slug, id);
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const edges = (run: Run) => Object.fromEntries(run.jobs.map(({ id, needs }) => [id, needs]));

describe('the graph of a run of GitHub', () => {
  it('comes from the workflow file at its commit, before its jobs have started', async () => {
    const target = await withToken();
    answers[WORKFLOW] = [answer(tekton)];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
    const run = await seenRun(target);
    expect(edges(run)).toMatchObject({ 'categorize changes': [], build: ['categorize changes'] });
    expect(run.jobs.every(({ status }) => status === 'created')).toBe(true);
    const [asked] = requests;
    expect(asked?.headers.get('authorization')).toBe('Bearer token-of-the-test');
    expect(asked?.headers.get('accept')).toBe('application/vnd.github.raw+json');
    // The called workflow of the same repository is asked for, too; here it is not found.
    expect(requests.map(({ url }) => url.replace(API, ''))).toEqual([
      WORKFLOW,
      expect.stringContaining(`${REPO}/contents/.github/workflows/`) as string,
    ]);
  });

  it('has the jobs of called workflows by the names that GitHub gives them', async () => {
    const target = await withToken();
    answers[WORKFLOW] = [
      answer(
        'jobs:\n  lint: {}\n  ship:\n    needs: lint\n    uses: ./.github/workflows/ship.yml\n  tell:\n    needs: [ship]\n',
      ),
    ];
    answers[fileOf('.github/workflows/ship.yml')] = [
      answer('jobs:\n  build:\n    name: Build it\n  upload:\n    needs: build\n'),
    ];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
    expect(edges(await seenRun(target))).toEqual({
      lint: [],
      'ship / Build it': ['lint'],
      'ship / upload': ['ship / Build it'],
      tell: ['ship / upload'],
    });
  });

  it('has the jobs of a called workflow once for each leg of the matrix that calls it', async () => {
    const target = await withToken();
    const matrix = '    strategy:\n      matrix:\n        to: [eu, us]\n';
    answers[WORKFLOW] = [
      answer(`jobs:\n  ship:\n    uses: ./.github/workflows/ship.yml\n${matrix}  tell:\n    needs: ship\n`),
    ];
    answers[fileOf('.github/workflows/ship.yml')] = [answer('jobs:\n  build: {}\n  upload:\n    needs: build\n')];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
    expect(edges(await seenRun(target))).toEqual({
      'ship (eu) / build': [],
      'ship (eu) / upload': ['ship (eu) / build'],
      'ship (us) / build': [],
      'ship (us) / upload': ['ship (us) / build'],
      tell: ['ship (eu) / upload', 'ship (us) / upload'],
    });
  });

  it('has those of workflows that called workflows call, and survives a circle of them', async () => {
    const target = await withToken();
    const calls = (key: string, file: string, needs = '') =>
      `jobs:\n  prepare: {}\n  ${key}:\n    needs: prepare\n    uses: ./.github/workflows/${file}\n${needs}`;
    answers[WORKFLOW] = [answer(calls('outer', 'one.yml', '  after:\n    needs: outer\n'))];
    answers[fileOf('.github/workflows/one.yml')] = [answer(calls('inner', 'two.yml'))];
    answers[fileOf('.github/workflows/two.yml')] = [answer('jobs:\n  leaf: {}\n')];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
    expect(edges(await seenRun(target))).toEqual({
      prepare: [],
      'outer / prepare': ['prepare'],
      'outer / inner / leaf': ['outer / prepare'],
      after: ['outer / inner / leaf'],
    });
    const circular = await withToken();
    answers[WORKFLOW] = [answer(calls('again', 'test.yml'))];
    await post(circular, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(circular)).graph.origin).toBe('workflow'));
    expect((await seenRun(circular)).jobs.length).toBeLessThan(30);
  });

  it('has those of workflows of other repositories, if GitHub let the run call them', async () => {
    const target = await withToken();
    const sha = 'a'.repeat(40);
    const shared = `/repos/octo-org/shared.ci/contents/.github/workflows`;
    answers[WORKFLOW] = [
      answer(
        'jobs:\n  lint: {}\n  ship:\n    needs: lint\n    uses: octo-org/shared.ci/.github/workflows/ship.yml@v2\n' +
          '  peek:\n    uses: octo-org/private/.github/workflows/secret.yml@main\n',
      ),
    ];
    answers[`${REPO}/actions/runs/${runFixture.workflow_run.id}`] = [
      answer(
        JSON.stringify({
          path: '.github/workflows/test.yml',
          head_sha: SHA,
          referenced_workflows: [
            { path: 'octo-org/shared.ci/.github/workflows/ship.yml@v2', sha, ref: 'refs/tags/v2' },
            { path: `octo-org/shared.ci/.github/workflows/inner.yml@${sha}`, sha },
          ],
        }),
      ),
    ];
    answers[`${shared}/ship.yml?ref=${sha}`] = [
      answer('jobs:\n  build: {}\n  upload:\n    needs: build\n    uses: ./.github/workflows/inner.yml\n'),
    ];
    answers[`${shared}/inner.yml?ref=${sha}`] = [answer('jobs:\n  leaf: {}\n')];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
    expect(edges(await seenRun(target))).toEqual({
      lint: [],
      'ship / build': ['lint'],
      'ship / upload / leaf': ['ship / build'],
      peek: [],
    });
    expect(requests.filter(({ url }) => url.includes('private'))).toEqual([]);
  });

  it('is the same whether the file or the jobs came first, and places jobs that it does not know by time', async () => {
    const file = () => answer('jobs:\n  build: {}\n  test:\n    needs: build\n');
    const deliveries: [string, string][] = [
      ['workflow_run', workflowRun()],
      ['workflow_job', workflowJob(1, 'build', { created_at: '2023-06-26T03:31:29Z', ...ended() })],
      [
        'workflow_job',
        workflowJob(2, 'stray', { created_at: '2023-06-26T03:36:00Z', started_at: '2023-06-26T03:36:01Z' }),
      ],
    ];
    const shapes: unknown[] = [];
    for (const order of [deliveries, [...deliveries].reverse()]) {
      const target = await withToken();
      answers[WORKFLOW] = [file()];
      answers[`${REPO}/actions/runs/${runFixture.workflow_run.id}`] = [
        answer(JSON.stringify({ path: '.github/workflows/test.yml', head_sha: SHA })),
      ];
      for (const [event, body] of order) {
        await post(target, event, body);
        await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
      }
      const run = await seenRun(target);
      shapes.push({ edges: edges(run), graph: run.graph, status: run.status });
    }
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]).toMatchObject({
      edges: { build: [], test: ['build'], stray: ['build'] },
      graph: { origin: 'workflow', unplaced: ['stray'] },
    });
  });

  it('is asked for again when GitHub wants a pause, and after that pause', async () => {
    const target = await withToken();
    answers[WORKFLOW] = [
      answer('slow down', { status: 429, headers: { 'retry-after': '3600' } }),
      answer('jobs:\n  build: {}\n'),
    ];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect(await duesOf(target)).toMatchObject([{ tries: 1, state: 'open' }]));
    const [row] = await duesOf(target);
    expect(Math.round(((row?.due ?? 0) - Date.now()) / 60_000)).toBe(60);
    await again(target);
    await until(async () => expect((await seenRun(target)).graph.origin).toBe('workflow'));
  });

  it('is that of the last run where the file cannot be had', async () => {
    const target = await withToken();
    answers[WORKFLOW] = [answer('no', { status: 403 })];
    const first = 1001;
    await post(target, 'workflow_run', workflowRun({ id: first }));
    const job = (id: number, name: string, run: number, from: string, to: string) =>
      workflowJob(id, name, { run_id: run, ...ended(), created_at: from, started_at: from, completed_at: to });
    await post(target, 'workflow_job', job(1, 'build', first, '2023-06-26T03:00:00Z', '2023-06-26T03:10:00Z'));
    await post(target, 'workflow_job', job(2, 'test', first, '2023-06-26T03:10:00Z', '2023-06-26T03:20:00Z'));
    await post(
      target,
      'workflow_run',
      workflowRun({ id: first, status: 'completed', conclusion: 'success', updated_at: '2023-06-26T03:21:00Z' }),
    );
    const model = await seenRun(target, `github:${first}`);
    expect(model.graph.origin).toBe('inferred');
    expect(edges(model)).toEqual({ build: [], test: ['build'] });
    await post(target, 'workflow_run', workflowRun({ id: 1002 }));
    await until(async () => expect((await seenRun(target, 'github:1002')).graph.origin).toBe('history'));
    expect(edges(await seenRun(target, 'github:1002'))).toEqual({ build: [], test: ['build'] });
  });

  it('can be given in the config, and then nobody is asked', async () => {
    const graph = {
      jobs: [{ name: 'build' }, { name: 'test (*', needs: ['build'] }, { name: 'deploy', needs: ['test (*'] }],
    };
    const target = await withToken({ graph });
    await post(target, 'workflow_run', workflowRun());
    expect(edges(await seenRun(target))).toEqual({ build: [], test: ['build'], deploy: ['test'] });
    await post(target, 'workflow_job', workflowJob(1, 'test (18)'));
    await post(target, 'workflow_job', workflowJob(2, 'test (20)'));
    const run = await seenRun(target);
    expect(run.graph).toEqual({ origin: 'config', unplaced: [] });
    expect(edges(run)).toEqual({
      build: [],
      'test (18)': ['build'],
      'test (20)': ['build'],
      deploy: ['test (18)', 'test (20)'],
    });
    expect(requests).toEqual([]);
  });

  it('is given by the config, too, where only a command reports the run', async () => {
    const target = await newPipeline({ graph: { jobs: [{ name: 'build' }, { name: 'deploy', needs: ['build'] }] } });
    const running = { event: 'job', run: 'ci:1', job: 'build', status: 'running' } as const;
    await pipelineObject(env, target.slug).ingest(target.slug, 'api', [running]);
    const run = await seenRun(target, 'ci:1');
    expect(run.graph).toEqual({ origin: 'config', unplaced: [] });
    expect(edges(run)).toEqual({ build: [], deploy: ['build'] });
    expect(run.jobs.map(({ status }) => status)).toEqual(['running', 'created']);
  });

  it.each([
    ['no YAML', ': - : ['],
    ['no workflow', '- just\n- a list\n'],
    ['a bomb of aliases', `a: &a [x]\n${'b: &b [*a,*a,*a,*a]\n'.repeat(1)}jobs: *b\n`],
  ])('is done without where the file is %s', async (_what, text) => {
    const target = await withToken();
    answers[WORKFLOW] = [answer(text)];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect(await duesOf(target)).toMatchObject([{ state: 'failed' }]));
    expect((await seenRun(target)).graph.origin).toBe('inferred');
  });

  it('that cannot be had is told of beside the deliveries, with what to do', async () => {
    const target = await withToken();
    answers[WORKFLOW] = [answer('no', { status: 403 })];
    await post(target, 'workflow_run', workflowRun());
    await until(async () => expect(await duesOf(target)).toMatchObject([{ state: 'failed' }]));
    const { deliveries } = await bodyOf<{ deliveries: Delivery[] }>(
      await call(`${target.base}/deliveries`, { headers: target.headers }),
    );
    expect(deliveries[0]).toMatchObject({ source: 'github', event: 'fetch graph', outcome: 'rejected', run: RUN });
    expect(deliveries[0]?.why).toMatch(/^403 from .*contents:read/);
  });
});

describe('the log of a job of GitHub', () => {
  const LOG = `${REPO}/actions/jobs/7/logs`;
  const STORED = 'https://storage.test/log?signature=once';
  const TEXT = [
    '\uFEFF2023-06-26T03:31:37.1234567Z ##[group]Run npm test',
    '2023-06-26T03:31:38.0000000Z \u001b[36;1mnpm test\u001b[0m',
    '2023-06-26T03:31:39.5000000Z ##[error]It broke\r',
    'a line without a time',
    '',
  ].join('\n');

  const started = async (): Promise<Target> => {
    const target = await withToken();
    answers[WORKFLOW] = [answer('no', { status: 403 })];
    await post(target, 'workflow_run', workflowRun({ status: 'in_progress' }));
    return target;
  };

  const linesOf = async ({ slug }: Target) =>
    (await pipelineObject(env, slug).logs(slug, RUN, EVERYTHING))?.lines.map(
      ({ line: _line, run: _run, ...rest }) => rest,
    );

  it('is fetched when it has ended, while its run goes on, without showing the token to the storage', async () => {
    const target = await started();
    answers[LOG] = [answer(null, { status: 302, headers: { location: STORED } })];
    answers[STORED] = [answer(TEXT)];
    await post(target, 'workflow_job', workflowJob(7, 'test', ended('failure')));
    await until(async () => expect(await linesOf(target)).toHaveLength(4));
    expect(await linesOf(target)).toMatchObject([
      { job: 'test', type: 'info', message: '##[group]Run npm test', timestamp: Date.UTC(2023, 5, 26, 3, 31, 37, 123) },
      { job: 'test', message: '\u001b[36;1mnpm test\u001b[0m' },
      { job: 'test', type: 'error', message: '##[error]It broke', timestamp: Date.UTC(2023, 5, 26, 3, 31, 39, 500) },
      { job: 'test', type: 'info', message: 'a line without a time', timestamp: Date.UTC(2023, 5, 26, 3, 31, 39, 500) },
    ]);
    expect((await seenRun(target)).status).toBe('running');
    const [first, second, ...more] = requests.filter(({ url }) => !url.endsWith(WORKFLOW));
    expect(more).toEqual([]);
    expect([first?.url, first?.headers.get('authorization')]).toEqual([`${API}${LOG}`, 'Bearer token-of-the-test']);
    expect([second?.url, second?.headers.get('authorization')]).toEqual([STORED, null]);
    // Told again, it is not fetched again.
    await post(target, 'workflow_job', workflowJob(7, 'test', { ...ended('failure'), runner_name: 'another' }));
    await again(target);
    expect(await linesOf(target)).toHaveLength(4);
    expect(requests.filter(({ url }) => url === STORED)).toHaveLength(1);
  });

  it('says which step wrote each line', async () => {
    const target = await started();
    answers[LOG] = [answer(`2023-06-26T03:31:36.1000000Z Current runner version\n${TEXT}`)];
    const step = (number: number, name: string, started_at: string) => ({
      number,
      name,
      started_at,
      ...{ status: 'completed', conclusion: 'success', completed_at: started_at },
    });
    const steps = [step(1, 'Set up job', '2023-06-26T03:31:36Z'), step(2, 'Run npm test', '2023-06-26T03:31:37Z')];
    await post(target, 'workflow_job', workflowJob(7, 'test', { ...ended('failure'), steps }));
    await until(async () => expect(await linesOf(target)).toHaveLength(5));
    expect((await linesOf(target))?.map((line) => line.step)).toEqual([1, 2, 2, 2, 2]);
  });

  it.each([404, 410, 500])('is asked for again where it is not there yet (%i)', async (status) => {
    const target = await started();
    answers[LOG] = [answer('not yet', { status }), answer(TEXT)];
    await post(target, 'workflow_job', workflowJob(7, 'test', ended()));
    await until(async () =>
      expect((await duesOf(target)).find(({ kind }) => kind === 'log')).toMatchObject({ tries: 1 }),
    );
    await again(target);
    await until(async () => expect(await linesOf(target)).toHaveLength(4));
  });

  it('is left to the command that has reported it from inside the job', async () => {
    const target = await started();
    answers[LOG] = [answer(TEXT)];
    await pipelineObject(env, target.slug).ingest(target.slug, 'api', [
      { event: 'log', run: RUN, job: 'test', message: 'live' },
    ]);
    await post(target, 'workflow_job', workflowJob(7, 'test', ended()));
    await until(async () => expect((await duesOf(target)).find(({ kind }) => kind === 'log')?.state).toBe('done'));
    expect((await linesOf(target))?.map(({ message }) => message)).toEqual(['live']);
  });

  it('of a skipped job is not asked for, nor any without a token', async () => {
    const target = await started();
    await post(target, 'workflow_job', workflowJob(7, 'test', { ...ended('skipped'), steps: [] }));
    expect((await duesOf(target)).filter(({ kind }) => kind === 'log')).toEqual([]);
    const without = await newPipeline();
    await post(without, 'workflow_job', workflowJob(7, 'test', ended()));
    expect(await duesOf(without)).toEqual([]);
  });
});

describe('a run of GitHub of which nothing is heard', () => {
  const STATE = `${REPO}/actions/runs/${runFixture.workflow_run.id}`;
  const jobsOf = (page: number) => `${STATE}/jobs?filter=all&per_page=100&page=${page}`;
  const HOUR = 60 * 60 * 1000;

  /** Lets it have been silent for so long (ms), and looks. */
  async function afterSilence(target: Target, ms: number): Promise<void> {
    await inRows(target.slug, (sql) => sql.exec('UPDATE runs SET heard = heard - ?', ms));
    await again(target, 'watch');
  }

  const silent = async (config: Record<string, unknown> = {}): Promise<Target> => {
    const target = await withToken(config);
    answers[WORKFLOW] = [answer('no', { status: 403 })];
    await post(target, 'workflow_run', workflowRun({ status: 'in_progress' }));
    await post(target, 'workflow_job', workflowJob(7, 'test'));
    await until(async () => expect(await duesOf(target)).toMatchObject([{ kind: 'graph', state: 'failed' }]));
    return target;
  };

  const told = (run: Record<string, unknown>, job: Record<string, unknown>): void => {
    answers[STATE] = [answer(JSON.stringify({ ...runFixture.workflow_run, ...run }))];
    const jobs = [{ ...jobFixture.workflow_job, id: 7, name: 'test', run_id: runFixture.workflow_run.id, ...job }];
    answers[jobsOf(1)] = [answer(JSON.stringify({ total_count: 1, jobs }))];
  };

  it('has ended if GitHub says so, before anybody calls it lost', async () => {
    const target = await silent();
    const later = new Date().toISOString();
    told({ status: 'completed', conclusion: 'success', updated_at: later }, { ...ended(), completed_at: later });
    await afterSilence(target, HOUR);
    await until(async () => expect((await seenRun(target)).status).toBe('completed'));
    const run = await seenRun(target);
    expect(run).toMatchObject({ conclusion: 'success', failureReason: null, staleSince: null });
    expect(run.jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([['test', 'success']]);
  });

  it('has all its jobs, however many pages they are', async () => {
    const target = await silent();
    told({ status: 'in_progress' }, {});
    const job = (id: number) => ({
      ...jobFixture.workflow_job,
      id,
      name: `leg ${id}`,
      run_id: runFixture.workflow_run.id,
    });
    const page = (first: number, count: number) =>
      answer(
        JSON.stringify({ total_count: 230, jobs: Array.from({ length: count }, (_, index) => job(first + index)) }),
      );
    answers[jobsOf(1)] = [page(1000, 100)];
    answers[jobsOf(2)] = [page(1100, 100)];
    answers[jobsOf(3)] = [page(1200, 30)];
    await afterSilence(target, HOUR);
    await until(async () => expect((await seenRun(target)).jobs).toHaveLength(231));
    expect(requests.filter(({ url }) => url.includes('/jobs?'))).toHaveLength(3);
  });

  it('goes on if GitHub says that it does, however long it takes', async () => {
    const target = await silent();
    told({ status: 'in_progress' }, {});
    await afterSilence(target, 25 * HOUR);
    await until(async () => expect(await duesOf(target)).toMatchObject([{}, { kind: 'state', state: 'done' }]));
    expect(await seenRun(target)).toMatchObject({ status: 'running', staleSince: null });
  });

  it('is lost when GitHub does not know it either', async () => {
    const target = await silent();
    answers[STATE] = [answer('no', { status: 403 })];
    await afterSilence(target, 25 * HOUR);
    await until(async () => expect((await seenRun(target)).failureReason).toBe('lost'));
    expect(await seenRun(target)).toMatchObject({ status: 'completed', conclusion: 'error' });
  });
});

type Due = { kind: string; due: number; tries: number; state: string };

const duesOf = ({ slug }: Target): Promise<Due[]> =>
  runInDurableObject(env.PIPELINES.getByName(slug), (_instance, state) =>
    Promise.resolve(state.storage.sql.exec<Due>('SELECT kind, due, tries, state FROM fetches ORDER BY kind').toArray()),
  );

/** Rings as if the pauses were over. */
async function again({ slug }: Target, kind: TaskKind = 'fetch'): Promise<void> {
  const stub = env.PIPELINES.getByName(slug);
  await runInDurableObject(stub, async (_instance, { storage }) => {
    storage.sql.exec("UPDATE fetches SET due = 1 WHERE state = 'open'");
    storage.sql.exec('UPDATE tasks SET due = 1 WHERE kind = ?', kind);
    await storage.setAlarm(Date.now() + 60_000);
  });
  await evict(slug);
  await giveToken(slug);
  await runDurableObjectAlarm(stub);
}
