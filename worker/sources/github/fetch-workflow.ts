import { parse } from 'yaml';
import { FetchFailed } from '../../pipeline/fetches.ts';
import { readFile, readRun, type GithubApi, type RunFiles } from './api.ts';
import { calledFile, withCalled, type WorkflowFile } from './called-workflows.ts';
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

/** The jobs of a run as its workflow file has them, with those of the files that it calls, also in other repositories. */
export async function fetchWorkflow(api: GithubApi, wanted: Wanted): Promise<WorkflowJob[]> {
  let asked: Promise<RunFiles> | undefined;
  const run = () => (asked ??= readRun(api, wanted.project, wanted.run));
  const main = await placeOf(wanted, run);
  const jobs = readJobs(await readFile(api, main));
  const known = new Map<string, readonly WorkflowJob[]>();
  const read = async (file: WorkflowFile): Promise<readonly WorkflowJob[]> => {
    const name = nameOf(file);
    const inside = known.get(name) ?? (known.size < MAX_CALLED ? await readCalled(api, file) : []);
    known.set(name, inside);
    return inside;
  };
  const unfolded = async (
    callers: readonly WorkflowJob[],
    from: WorkflowFile,
    depth: number,
  ): Promise<WorkflowJob[]> => {
    const called = new Map<WorkflowJob, readonly WorkflowJob[]>();
    for (const caller of depth < MAX_DEPTH ? callers : []) {
      const call = calledFile(caller, from);
      const file = call === null || call.project === main.project ? call : await allowed(call, run);
      if (file !== null) called.set(caller, await unfolded(await read(file), file, depth + 1));
    }
    return withCalled(callers, called);
  };
  return unfolded(jobs, main, 1);
}

const nameOf = ({ project, path, ref }: WorkflowFile): string => `${project}/${path}@${ref}`;

async function placeOf({ project, path, sha }: Wanted, run: () => Promise<RunFiles>): Promise<WorkflowFile> {
  const place = path === null || sha === null ? await run() : { path, sha };
  // A required workflow says from where it is: `.github/workflows/x.yml@refs/heads/main`.
  const [file = ''] = place.path.split('@');
  if (/^\.github\/workflows\/[\w.-]+\.ya?ml$/.test(file)) return { project, path: file, ref: place.sha };
  throw new FetchFailed(`The run has no workflow file: ${file.slice(0, 200)}`, { lasting: true });
}

/**
 * A file of another repository, at the commit at which GitHub took it; null where GitHub did not let the run have it. The
 * token may see more than the run may: a pull request could name a private file, and read its jobs off a public page.
 */
async function allowed(call: WorkflowFile, run: () => Promise<RunFiles>): Promise<WorkflowFile | null> {
  const ref = (await ifThere(run))?.called.get(nameOf(call));
  return ref === undefined ? null : { ...call, ref };
}

const readCalled = async (api: GithubApi, file: WorkflowFile): Promise<WorkflowJob[]> =>
  (await ifThere(async () => readJobs(await readFile(api, file)))) ?? [];

/** What a call leads to and is not to be had leaves one entry of the graph, which is no reason to be without the rest. */
async function ifThere<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FetchFailed && (error.lasting || error.message.startsWith('404'))) return null;
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
