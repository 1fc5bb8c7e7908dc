/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dag } from '../../../test/fixtures/sequences.json';
import tekton from '../../../test/fixtures/workflows/tektoncd-pipeline.ci.yaml?raw';
import videojs from '../../../test/fixtures/workflows/videojs-v10.ci.yml?raw';
import { levelsOf, readWorkflow, type WorkflowJob } from './workflow.ts';

const jobsOf = (text: string): readonly WorkflowJob[] => readWorkflow(parse(text)) ?? [];

describe('the graph of a real workflow file', () => {
  it('of tektoncd/pipeline has its levels and its called workflow', () => {
    const expected = dag.find(({ file }) => file.includes('tektoncd'))?.expect;
    const jobs = jobsOf(tekton);
    expect(levelsOf(jobs).map((level) => level.toSorted())).toEqual(expected?.levels?.map((level) => level.toSorted()));
    expect(jobs.filter(({ uses }) => uses !== undefined).map(({ key }) => key)).toEqual(expected?.reusable);
  });

  it('of videojs/v10 keeps a matrix apart from the job whose literal name looks like one of it', () => {
    const byKey = new Map(jobsOf(videojs).map((job) => [job.key, job]));
    expect(byKey.get('test')?.needs).toEqual(['install']);
    expect(byKey.get('test-spf')).toMatchObject({ needs: [], names: ['Test (@videojs/spf)'], instances: undefined });
    expect(byKey.get('test')?.names.every((name) => name.startsWith('Test'))).toBe(true);
    expect(byKey.get('test')?.names).not.toContain('Test (@videojs/spf)');
  });
});
