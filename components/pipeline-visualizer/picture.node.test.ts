import { describe, expect, it } from 'vitest';
import { sampleJob, sampleRun, sampleStage } from '../shared/testing/sample.ts';
import { draw } from './drawing.ts';
import { membersOf } from './folds.ts';
import { boxName, boxOfJob, isOrder, pictureOf, UNPLACED, type Picture } from './picture.ts';

const NONE: ReadonlySet<string> = new Set();
const stages = ['building', 'testing', 'deploying'].map((id) => sampleStage(id));
const ends = ({ graph }: Picture, order = false): string[] =>
  graph.edges.filter((edge) => isOrder(edge) === order).map(({ from, to }) => `${from} → ${to}`);

describe('pictureOf', () => {
  it('has a column for each stage in the order of the run, and a box for a stage without jobs', () => {
    const picture = pictureOf(sampleRun({ jobs: [] }), NONE);
    expect(picture.columns.map(({ stage }) => stage?.name)).toEqual([
      'Queued',
      'Building',
      'Testing',
      'Deploying',
      'Live',
    ]);
    expect([...picture.boxes.values()].map(({ kind }) => kind)).toEqual(Array(5).fill('stage'));
    expect(ends(picture, true)).toEqual([
      'stage:queued → stage:building',
      'stage:building → stage:testing',
      'stage:testing → stage:deploying',
      'stage:deploying → stage:live',
    ]);
  });

  it('draws needs as edges, and the order of the stages only where no job needs one of another stage', () => {
    const picture = pictureOf(sampleRun(), NONE);
    const test = 'fold:["stage:testing","test"]';
    expect(ends(picture)).toEqual([`job:build → ${test}`, 'job:lint → job:deploy', `${test} → job:deploy`]);
    expect(ends(picture, true)).toEqual([
      'stage:queued → job:build',
      'stage:queued → job:lint',
      'job:deploy → stage:live',
    ]);
  });

  it('ties stages of several jobs together with as many edges as there are jobs, less one', () => {
    const jobs = ['a', 'b', 'c'].flatMap((id) => [
      sampleJob(`${id}1`, { stage: 'building' }),
      sampleJob(`${id}2`, { stage: 'testing' }),
    ]);
    const picture = pictureOf(sampleRun({ stages: stages.slice(0, 2), jobs }), NONE);
    expect(ends(picture, true)).toHaveLength(5);
  });

  it('puts variants of a job into one box, by their group or by the name before the brackets', () => {
    const jobs = [
      sampleJob('1', { name: 'test (18)', stage: 'testing' }),
      sampleJob('2', { name: 'test (20)', stage: 'testing' }),
      sampleJob('3', { name: 'lint', stage: 'testing' }),
      sampleJob('4', { name: 'linux', group: 'native', stage: 'testing' }),
      sampleJob('5', { name: 'windows', group: 'native', stage: 'testing' }),
      sampleJob('6', { name: 'once (18)', stage: 'testing' }),
    ];
    const picture = pictureOf(sampleRun({ stages, jobs }), NONE);
    const shown = picture.graph.nodes
      .filter(({ column }) => column === 'stage:testing')
      .map(({ id }) => boxName(picture, id));
    expect(shown).toEqual(['test', 'lint', 'native', 'once (18)']);
    expect(boxOfJob(picture, '2')).toBe(boxOfJob(picture, '1'));
  });

  it('leads the edges of an unfolded group to its jobs', () => {
    const test = 'fold:["stage:testing","test"]';
    const picture = pictureOf(sampleRun(), new Set([test]));
    expect(picture.graph.nodes.find(({ id }) => id === test)?.members).toEqual([
      'job:test/18',
      'job:test/20',
      'job:test/22',
    ]);
    expect(ends(picture)).toContain('job:build → job:test/20');
    expect(ends(picture).join()).not.toContain(test);
    const fold = picture.boxes.get(test);
    expect(fold?.kind === 'fold' && membersOf(fold).map(({ label }) => label)).toEqual(['18', '20', '22']);
  });

  it('leaves out of long names what all variants have in common', () => {
    const labelsOf = (variants: readonly string[]): string[] => {
      const jobs = variants.map((variant) => sampleJob(variant, { name: `test (${variant})`, stage: 'testing' }));
      const fold = [...pictureOf(sampleRun({ jobs, stages }), NONE).boxes.values()].find(({ kind }) => kind === 'fold');
      return fold?.kind === 'fold' ? membersOf(fold).map(({ label }) => label) : [];
    };
    expect(labelsOf(['linux, node 20', 'linux, node 22'])).toEqual(['linux, node 20', 'linux, node 22']);
    expect(labelsOf(['ubuntu-latest, node 20, shard 1', 'macos-15, node 22, shard 2'])).toEqual([
      'ubuntu-latest, 20, 1',
      'macos-15, 22, 2',
    ]);
    expect(labelsOf(['a very long one, node 20', 'another of them, deno'])).toEqual([
      'a very long one, node 20',
      'another of them, deno',
    ]);
  });

  it('never makes a group of jobs that wait for each other', () => {
    const jobs = [
      sampleJob('1', { name: 'deploy (staging)', stage: 'deploying' }),
      sampleJob('2', { name: 'verify', stage: 'deploying', needs: ['1'] }),
      sampleJob('3', { name: 'deploy (production)', stage: 'deploying', needs: ['2'] }),
    ];
    const picture = pictureOf(sampleRun({ stages, jobs }), NONE);
    expect(picture.graph.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['job:1', 'job:2', 'job:3']));
  });

  it('gives jobs of no known stage a column of their own at the end', () => {
    const jobs = [sampleJob('a', { stage: 'building' }), sampleJob('b'), sampleJob('c', { stage: 'nowhere' })];
    const picture = pictureOf(sampleRun({ stages, jobs }), NONE);
    expect(picture.columns.at(-1)).toMatchObject({ id: UNPLACED, stage: null });
    expect(picture.columns.at(-1)?.jobs.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('leaves out needs that name no job', () => {
    const jobs = [sampleJob('a', { stage: 'building', needs: ['gone', 'a'] })];
    expect(ends(pictureOf(sampleRun({ stages, jobs }), NONE))).toEqual([]);
  });
});

describe('draw', () => {
  const run = sampleRun();

  it('keeps the layout of a run while only the state of its jobs changes', () => {
    const first = draw(run, NONE, null);
    const jobs = run.jobs.map((job) => (job.id === 'deploy' ? { ...job, status: 'running' as const } : job));
    const next = draw({ ...run, jobs }, NONE, first);
    expect(next.layout).toBe(first.layout);
    expect(next.picture.boxes.get('job:deploy')).toMatchObject({ job: { status: 'running' } });
    expect(draw(run, NONE, first)).toBe(first);
  });

  it('makes nothing anew but what a changed job stands in, and the same as if it were drawn for the first time', () => {
    for (const unfolded of [NONE, new Set(['fold:["stage:testing","test"]'])]) {
      const first = draw(run, unfolded, null);
      for (const changed of run.jobs) {
        const jobs = run.jobs.map((job) => (job === changed ? { ...job, status: 'running' as const } : job));
        const { picture } = draw({ ...run, jobs }, unfolded, first);
        expect(picture).toEqual(draw({ ...run, jobs }, unfolded, null).picture);
        const others = [...picture.boxes].filter(
          ([id, box]) => box.kind !== 'stage' && first.picture.boxes.get(id) !== box,
        );
        expect(others.length).toBe(unfolded.size > 0 && changed.id.startsWith('test/') ? 2 : 1);
      }
      const stages = run.stages.map((stage) => ({ ...stage, progress: 1 }));
      expect(draw({ ...run, stages }, unfolded, first).picture).toEqual(
        draw({ ...run, stages }, unfolded, null).picture,
      );
    }
  });

  it('draws anew what has another name, group, stage or need', () => {
    const first = draw(run, NONE, null);
    for (const changes of [{ name: 'x' }, { group: 'x' }, { stage: 'live' }, { needs: ['build'] }, { id: 'x' }]) {
      const jobs = run.jobs.map((job) => (job.id === 'lint' ? { ...job, ...changes } : job));
      expect(draw({ ...run, jobs }, NONE, first).picture).toEqual(draw({ ...run, jobs }, NONE, null).picture);
    }
  });

  it('keeps every job where it is when another one comes', () => {
    const first = draw(run, NONE, null);
    const jobs = [sampleJob('audit', { stage: 'building' }), ...run.jobs];
    const next = draw({ ...run, jobs }, NONE, first);
    for (const [id, place] of first.layout.places) expect(next.layout.places.get(id)).toEqual(place);
    expect(next.layout.places.get('job:audit')).toEqual({ layer: 1, row: 2 });
  });

  it('starts anew for another run', () => {
    const first = draw({ ...run, jobs: [sampleJob('late', { stage: 'building' })] }, NONE, null);
    const other = draw(
      {
        ...run,
        id: 'r43',
        jobs: [sampleJob('early', { stage: 'building' }), sampleJob('late', { stage: 'building' })],
      },
      NONE,
      first,
    );
    expect(other.layout.places.get('job:early')?.row).toBe(0);
  });
});
