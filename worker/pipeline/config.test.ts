import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_CONFIG, type Config, type ConfigDocument } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { Replica } from './replica.ts';
import { evict, granted, inRows, makeDue, tasksOf, watch } from './testing.ts';

const save = (pipeline: string, config: Partial<Config>, expected: number | null, author: string | null = null) =>
  pipelineObject(env, pipeline).saveConfig(pipeline, { config, expected, author });

describe('the config', () => {
  it('of the default pipeline is there from the start, of another one only once it was saved', async () => {
    expect(await pipelineObject(env, 'default').config('default')).toEqual({ revision: 0, ...DEFAULT_CONFIG });
    expect(await pipelineObject(env, 'no-config').config('no-config')).toBeNull();
    granted(await save('no-config', {}, null));
    expect(await pipelineObject(env, 'no-config').config('no-config')).toMatchObject({ revision: 1 });
  });

  it('is merged by field, told to viewers, copied to KV, and remembered by revision', async () => {
    const viewer = await watch('default');
    const first = granted(await save('default', { title: 'One' }, null, 'ann'));
    expect(first).toEqual({ revision: 1, ...DEFAULT_CONFIG, title: 'One' });
    expect(granted(await save('default', { description: 'Two.' }, 1, 'bob'))).toMatchObject({
      revision: 2,
      title: 'One',
    });
    const told = () => viewer.seen.flatMap((event) => (event.event === 'config' ? [event.data.revision] : []));
    await viewer.until(() => told().length === 3);
    expect(told()).toEqual([0, 1, 2]);
    expect(await env.CONFIG.get('config', 'json')).toMatchObject({ revision: 2, title: 'One', description: 'Two.' });
    granted(await save('other-name', { title: 'Other' }, null));
    expect(await env.CONFIG.get('config:other-name', 'json')).toMatchObject({ title: 'Other' });
    await evict('default');
    const revisions = await pipelineObject(env, 'default').revisions('default');
    expect(revisions.map(({ revision, author, config }) => [revision, author, config.description])).toEqual([
      [2, 'bob', 'Two.'],
      [1, 'ann', DEFAULT_CONFIG.description],
    ]);
  });

  it('reaches KV by a task when it could not be copied at once', async () => {
    granted(await save('later', { title: 'Later' }, null));
    await env.CONFIG.delete('config:later');
    // As after a crash between the save and the copy.
    await inRows('later', (sql) =>
      sql.exec("INSERT INTO tasks (kind, key, due, tries) VALUES ('replicate', '', 1, 0)"),
    );
    await makeDue('later', 'replicate');
    await vi.waitFor(async () =>
      expect(await env.CONFIG.get('config:later', 'json')).toMatchObject({ title: 'Later' }),
    );
    await vi.waitFor(async () => expect(await tasksOf('later')).toEqual([]));
  });

  it('is saved by the one of two who knew what is current', async () => {
    granted(await save('race', { title: 'Base' }, null));
    const answers = await Promise.all([save('race', { title: 'A' }, 1), save('race', { title: 'B' }, 1)]);
    expect(answers.filter((answer) => 'refused' in answer)).toMatchObject([
      { refused: 'precondition-failed', current: { revision: 2 } },
    ]);
    expect(await save('race', { title: 'C' }, null)).toMatchObject({ refused: 'precondition-required' });
    expect(await save('race', { title: 'C' }, 7)).toMatchObject({ refused: 'precondition-failed' });
    expect(await pipelineObject(env, 'race').config('race')).toMatchObject({ revision: 2 });
  });

  it('that changes nothing is no new revision', async () => {
    const first = granted(await save('same', { title: 'Same' }, null));
    const { revision: _revision, ...fields } = first;
    expect(granted(await save('same', fields, 1))).toEqual(first);
  });

  it('that is wrong is refused as a whole, with the places that are', async () => {
    const stage = { id: 'a', name: 'A', kind: 'other', match: [], activates: { nodes: [], connections: [] } } as const;
    expect(await save('wrong', { title: ' ', stages: [stage, stage] }, null)).toMatchObject({
      refused: 'invalid',
      errors: [{ path: '/title' }, { path: '/stages/1/id' }],
    });
    // A rule that spans two fields, of which the save has only one.
    granted(
      await save(
        'wrong',
        { runner: { kind: 'simulated', duration: 1000, retries: 0, matrix: [], failAt: 'testing' } },
        null,
      ),
    );
    expect(await save('wrong', { stages: [stage] }, 1)).toMatchObject({ errors: [{ path: '/runner/failAt' }] });
    const nodes = Array.from({ length: 2000 }, (_, index) => ({
      id: `n${index}`,
      name: 'x',
      kind: 'y',
      url: `https://example.com/${'a'.repeat(600)}`,
    }));
    expect(await save('wrong', { topology: { nodes, connections: [] } }, 1)).toMatchObject({ refused: 'too-large' });
    expect(await pipelineObject(env, 'wrong').config('wrong')).toMatchObject({ revision: 1 });
  });

  it('keeps the last fifty revisions, and those that runs at hand were run with', async () => {
    const object = pipelineObject(env, 'fifty');
    granted(await save('fifty', { title: 'Title 1', runner: { kind: 'external' } }, null));
    granted(await object.ingest('fifty', 'api', [{ event: 'job', run: 'r', job: 'compile it', status: 'running' }]));
    for (let revision = 1; revision < 60; revision++) {
      granted(
        await save('fifty', { title: `Title ${revision + 1}`, stages: DEFAULT_CONFIG.stages.slice(0, 1) }, revision),
      );
    }
    expect((await object.revisions('fifty')).length).toBe(50);
    await evict('fifty');
    expect((await object.run('fifty', 'r'))?.stages.map(({ id }) => id)).toContain('building');
  });
});

describe('the replica', () => {
  it('ends as the newest config, however slow and unwilling KV is', async () => {
    let current: ConfigDocument = { revision: 1, ...DEFAULT_CONFIG };
    const written: number[] = [];
    const put = vi.fn(async (_key: string, value: string) => {
      if (put.mock.calls.length === 2) throw new Error('429 Too Many Requests');
      await Promise.resolve();
      written.push((JSON.parse(value) as ConfigDocument).revision);
    });
    const replica = new Replica({ put } as unknown as KVNamespace, () => current);
    const first = replica.write('default');
    current = { ...current, revision: 2 };
    await expect(Promise.all([first, replica.write('default')])).rejects.toThrow('429');
    current = { ...current, revision: 3 };
    await Promise.all([replica.write('default'), replica.write('default')]);
    expect(written).toEqual([1, 3]);
  });
});
