import { describe, expect, it } from 'vitest';
import { beginOf, levelsOf, planEvents, readWorkflow } from './workflow.ts';

const names = (jobs: object): string[] => readWorkflow({ jobs })?.flatMap((job) => job.names) ?? [];

describe('the names that jobs will have', () => {
  it('are the key, or the name', () => {
    expect(names({ build: {}, lint: { name: 'Lint it' } })).toEqual(['build', 'Lint it']);
  });

  it('carry the matrix in the order of its keys', () => {
    const strategy = { matrix: { os: ['linux', 'mac'], node: [18, 20] } };
    expect(names({ test: { strategy } })).toEqual([
      'test (linux, 18)',
      'test (linux, 20)',
      'test (mac, 18)',
      'test (mac, 20)',
    ]);
  });

  it('are filled in where the name asks for it', () => {
    const strategy = { matrix: { package: ['@a/core', 'cli'] } };
    expect(names({ test: { name: 'Test (${{ matrix.package }})', strategy } })).toEqual([
      'Test (@a/core)',
      'Test (cli)',
    ]);
  });

  it('are filled in with what is inside of a value, too, and with nothing where there is none', () => {
    const strategy = { matrix: { target: [{ os: 'linux', arch: 'arm' }, { os: 'mac' }] } };
    expect(names({ a: { name: "On ${{ matrix.target.os }}${{ matrix['target'].arch }}", strategy } })).toEqual([
      'On linuxarm',
      'On mac',
    ]);
    expect(names({ a: { strategy } })).toEqual(['a (linux, arm)', 'a (mac)']);
  });

  it('follow include and exclude', () => {
    const matrix = {
      os: ['linux', 'mac'],
      node: [18, 20],
      exclude: [{ os: 'mac', node: 18 }],
      include: [
        { os: 'linux', extra: 'yes' },
        { os: 'windows', node: 22 },
      ],
    };
    expect(names({ test: { strategy: { matrix } } })).toEqual([
      'test (linux, 18, yes)',
      'test (linux, 20, yes)',
      'test (mac, 20)',
      'test (windows, 22)',
    ]);
    expect(names({ test: { strategy: { matrix: { include: [{ a: 1 }, { a: 2 }] } } } })).toEqual([
      'test (1)',
      'test (2)',
    ]);
  });

  it('are cut at 100 characters as GitHub cuts them', () => {
    const [name = ''] = names({ a: { name: 'x'.repeat(150) } });
    expect(name).toBe(`${'x'.repeat(97)}...`);
  });

  it('are unknown where a matrix is made at run time or another workflow is called', () => {
    const jobs = readWorkflow({
      jobs: {
        plan: {},
        test: { needs: 'plan', strategy: { matrix: '${{ fromJson(needs.plan.outputs.matrix) }}' } },
        deploy: { name: 'Deploy to ${{ inputs.target }}' },
        e2e: { uses: './.github/workflows/e2e.yml' },
      },
    });
    expect(jobs?.map((job) => [job.names[0], beginOf(job, job.names[0] ?? '')])).toEqual([
      ['plan', undefined],
      ['test', 'test ('],
      ['Deploy to', 'Deploy to '],
      ['e2e', 'e2e / '],
    ]);
  });
});

it('levels follow the needs, and a circle ends', () => {
  const jobs = readWorkflow({
    jobs: { a: {}, b: { needs: 'a' }, c: { needs: ['a', 'b', 'nowhere'] }, d: { needs: 'd' } },
  });
  expect(levelsOf(jobs ?? [])).toEqual([['a', 'd'], ['b'], ['c']]);
});

it('a plan names what each job waits for, matrices unfolded', () => {
  const jobs = readWorkflow({ jobs: { build: { strategy: { matrix: { v: [1, 2] } } }, ship: { needs: 'build' } } });
  expect(planEvents(jobs ?? [], 'r', 5)).toMatchObject([
    { job: 'build (1)', group: 'build', needs: [], status: 'created', planned: true },
    { job: 'build (2)', group: 'build', needs: [] },
    { job: 'ship', needs: ['build (1)', 'build (2)'] },
  ]);
});

it('a plan numbers jobs by the same name, as they are numbered when they appear', () => {
  const matrix = { os: ['linux'], node: [18, 20] };
  const jobs = readWorkflow({
    jobs: { test: { name: 'Test ${{ matrix.os }}', strategy: { matrix } }, ship: { needs: 'test' } },
  });
  expect(planEvents(jobs ?? [], 'r', 5).map(({ job, name, needs }) => [job, name, needs])).toEqual([
    ['Test linux', 'Test linux', []],
    ['Test linux #2', 'Test linux', []],
    ['ship', 'ship', ['Test linux', 'Test linux #2']],
  ]);
});

it('a plan knows jobs of a called workflow whose names are cut within that of their caller', () => {
  const name = 'x'.repeat(99);
  const [entry] = planEvents(
    readWorkflow({ jobs: { a: { name, uses: 'o/r/.github/workflows/b.yml@v1' } } }) ?? [],
    'r',
    5,
  );
  const cut = `${`${name} / build`.slice(0, 97)}...`;
  expect(entry?.instances !== undefined && cut.startsWith(entry.instances)).toBe(true);
});

it.each([null, 7, 'text', [], {}, { jobs: [] }, { jobs: { a: null, b: 3 } }])('takes %j for what it is', (file) => {
  expect(readWorkflow(file) ?? []).toEqual([]);
});
