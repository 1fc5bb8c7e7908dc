import { parse } from 'yaml';
import { FetchFailed } from '../../pipeline/fetches.ts';
import { readFile, readRun, type GithubApi } from './api.ts';
import { calledFile, withCalled } from './called-workflows.ts';
import { readWorkflow, type WorkflowJob } from './workflow.ts';

/** Files that are fetched for one workflow, and how deep they may call each other (GitHub's own limit). */
const MAX_CALLED = 20;
const MAX_DEPTH = 10;

interface Wanted {
  project: string;
  /** GitHub's id of the run. */
  run: string;
  path: string | null;
  sha: string | null;
}

/** The jobs of a run as its workflow file has them, with those of the files that it calls in the same repository. */
export async function fetchWorkflow(api: GithubApi, wanted: Wanted): Promise<WorkflowJob[]> {
  const { path, sha } = await placeOf(api, wanted);
  const jobs = readJobs(await readFile(api, wanted.project, path, sha));
  const files = new Map<string, readonly WorkflowJob[]>();
  const unfolded = async (callers: readonly WorkflowJob[], depth: number): Promise<WorkflowJob[]> => {
    const called = new Map<string, readonly WorkflowJob[]>();
    for (const file of new Set(callers.flatMap((job) => calledFile(job) ?? []))) {
      if (depth >= MAX_DEPTH || (files.size >= MAX_CALLED && !files.has(file))) continue;
      const inside = files.get(file) ?? (await readCalled(api, wanted.project, file, sha));
      files.set(file, inside);
      called.set(file, await unfolded(inside, depth + 1));
    }
    return withCalled(callers, called);
  };
  return unfolded(jobs, 1);
}

async function placeOf(api: GithubApi, { project, run, path, sha }: Wanted): Promise<{ path: string; sha: string }> {
  const place = path === null || sha === null ? await readRun(api, project, run) : { path, sha };
  // A required workflow says from where it is: `.github/workflows/x.yml@refs/heads/main`.
  const [file = ''] = place.path.split('@');
  if (/^\.github\/workflows\/[\w.-]+\.ya?ml$/.test(file)) return { path: file, sha: place.sha };
  throw new FetchFailed(`The run has no workflow file: ${file.slice(0, 200)}`, { lasting: true });
}

/** A called file that is not there leaves its caller one entry of the graph, which is no reason to be without the rest. */
async function readCalled(api: GithubApi, project: string, path: string, sha: string): Promise<WorkflowJob[]> {
  try {
    return readJobs(await readFile(api, project, path, sha));
  } catch (error) {
    if (error instanceof FetchFailed && (error.lasting || error.message.startsWith('404'))) return [];
    throw error;
  }
}

function readJobs(text: string): WorkflowJob[] {
  const jobs = readWorkflow(parsed(text));
  if (jobs === null || jobs.length === 0) throw new FetchFailed('The file is no workflow.', { lasting: true });
  return jobs;
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new FetchFailed(`The file is not YAML: ${String(error).slice(0, 200)}`, { lasting: true });
  }
}
