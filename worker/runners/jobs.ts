import { LIVE_STAGE, QUEUED_STAGE, type StageConfig } from '../../protocol/index.ts';
import { anything, queue, SCRIPTS, smoke, type Script, type Setting } from './script.ts';

/** A job that a simulated run has. */
export interface SimulatedJob {
  id: string;
  name: string;
  stage: StageConfig;
  needs: readonly string[];
  script: Script;
}

export interface JobsQuery {
  stages: readonly StageConfig[];
  matrix: readonly string[];
  failAt?: string | undefined;
}

/**
 * The jobs by stage, each needing all of the stage before. Waiting in line is no job: the stage for it mirrors the run, unless
 * the line is where the run is to fail.
 */
export function jobsOf({ stages, matrix, failAt }: JobsQuery, setting: Omit<Setting, 'variant'>): SimulatedJob[][] {
  const groups: SimulatedJob[][] = [];
  let needs: readonly string[] = [];
  for (const stage of stages) {
    if (stage.id === QUEUED_STAGE && failAt !== QUEUED_STAGE) continue;
    const jobs = scriptsOf(stage, matrix, setting).map(({ name, script }, index): SimulatedJob => ({
      id: jobId(stage, name, index),
      name,
      stage,
      needs,
      script,
    }));
    groups.push(jobs);
    needs = jobs.map(({ id }) => id);
  }
  return groups;
}

/** Ids have 256 characters at most, and so may the stage's alone have. */
function jobId(stage: StageConfig, name: string, index: number): string {
  const id = `${stage.id}/${name}`;
  return id.length <= 256 ? id : `${stage.id.slice(0, 240)}/${index + 1}`;
}

function scriptsOf(
  { id, name, kind }: StageConfig,
  matrix: readonly string[],
  base: Omit<Setting, 'variant'>,
): { name: string; script: Script }[] {
  const setting: Setting = { ...base, variant: null };
  if (id === QUEUED_STAGE) return [{ name: 'runner', script: queue() }];
  if (id === LIVE_STAGE) return [{ name: 'smoke checks', script: smoke(setting) }];
  if (kind === 'other') return [{ name: name.toLowerCase(), script: anything(name) }];
  const scripts = Object.entries(SCRIPTS[kind]);
  if (kind !== 'test' || matrix.length === 0) {
    return scripts.map(([title, script]) => ({ name: title, script: script(setting) }));
  }
  return scripts.flatMap(([title, script]) =>
    matrix.map((variant) => ({ name: `${title} (${variant})`, script: script({ ...setting, variant }) })),
  );
}
