import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline } from '../../test/worker/api.ts';
import { postGithub, postGitlab } from '../../test/worker/hooks.ts';
import type { Run, RunPage } from '../../protocol/index.ts';

const SHA = 'c0ffee'.repeat(6).slice(0, 36) + '1234';
const repository = { full_name: 'octo/shop' };

const run = (id: number, sha = SHA) => ({
  repository,
  workflow_run: { id, run_attempt: 1, status: 'in_progress', head_sha: sha, updated_at: '2026-01-02T03:04:05Z' },
});
const deployed = (state: string, seconds: number) => ({
  repository,
  deployment: { id: 7, environment: 'production', sha: SHA, created_at: '2026-01-02T03:05:00Z' },
  deployment_status: { state, updated_at: `2026-01-02T03:05:${seconds}Z` },
  workflow_run: null,
});

const runsOf = async (base: string): Promise<Run[]> => {
  const { runs } = await bodyOf<RunPage>(await call(`${base}/runs`));
  return Promise.all(runs.map(async ({ id }) => bodyOf<Run>(await call(`${base}/runs/${encodeURIComponent(id)}`))));
};
const deploymentsOf = async (base: string) =>
  Object.fromEntries(
    (await runsOf(base)).map(({ id, deployments }) => [id, deployments.map((made) => [made.id, made.conclusion])]),
  );

describe('a deployment of GitHub that says only its commit', () => {
  it('is shown in the runs of that commit, and is no run of its own', async () => {
    const { base } = await newPipeline();
    await postGithub(base, 'workflow_run', JSON.stringify(run(1)));
    await postGithub(base, 'workflow_run', JSON.stringify(run(2, 'f'.repeat(40))));
    await postGithub(base, 'deployment_status', JSON.stringify(deployed('in_progress', 10)));
    await postGithub(base, 'deployment_status', JSON.stringify(deployed('success', 20)));
    await postGithub(base, 'workflow_run', JSON.stringify(run(3)));
    expect(await deploymentsOf(base)).toEqual({
      'github:1': [['7', 'success']],
      'github:2': [],
      'github:3': [['7', 'success']],
    });
  });

  it('that comes before its run is shown in both', async () => {
    const { base } = await newPipeline();
    await postGithub(base, 'deployment_status', JSON.stringify(deployed('in_progress', 10)));
    await postGithub(base, 'workflow_run', JSON.stringify(run(1)));
    await postGithub(base, 'deployment_status', JSON.stringify(deployed('success', 20)));
    expect(await deploymentsOf(base)).toEqual({
      'github:1': [['7', 'success']],
      'github:deployment:7': [['7', 'success']],
    });
    expect((await runsOf(base)).find(({ id }) => id === 'github:deployment:7')?.conclusion).toBe('success');
  });
});

describe('a deployment of GitLab, which says only its job', () => {
  const pipeline = {
    object_kind: 'pipeline',
    object_attributes: { id: 5, status: 'running', created_at: '2026-01-02 03:04:05 UTC' },
    project: { id: 1 },
    builds: [{ id: 77, stage: 'deploy', name: 'ship', status: 'running', created_at: '2026-01-02 03:04:05 UTC' }],
  };
  const deployment = {
    object_kind: 'deployment',
    deployment_id: 3,
    deployable_id: 77,
    status: 'success',
    status_changed_at: '2026-01-02 04:05:06 +0100',
    environment: 'production',
  };

  it.each([
    ['after', [pipeline, deployment], ['gitlab:5']],
    ['before', [deployment, pipeline], ['gitlab:5', 'gitlab:deployment:3']],
  ])('is shown in the run that has the job, when it comes %s it', async (_when, hooks, ids) => {
    const { base } = await newPipeline();
    for (const hook of hooks) await bodyOf(await postGitlab(base, JSON.stringify(hook)), 202);
    const runs = await runsOf(base);
    expect(runs.map(({ id }) => id).sort()).toEqual(ids);
    expect(runs.find(({ id }) => id === 'gitlab:5')?.deployments).toMatchObject([
      { id: '3', environment: 'production', conclusion: 'success' },
    ]);
  });
});
