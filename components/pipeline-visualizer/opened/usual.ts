import type { LitElement } from 'lit';
import type { Job, Run } from '../../../protocol/index.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { PipelineStore } from '../../store/types.ts';
import { runsBefore, usualOfJob } from '../forecast/earlier.ts';
import { ticking } from '../ticking.ts';
import { td } from './strings.ts';

/** How long a job usually takes and, while it runs, how long it has still to go; null as long as that is not known. */
export function usualView(host: LitElement, store: PipelineStore | null, run: Run, job: Job, lang: string): unknown {
  const usual = store?.src ? usualOfJob(runsBefore(host, store, run), job.id) : null;
  if (usual === null) return null;
  const { status, startTime } = job;
  if (status !== 'running' || startTime === null) return formatDuration(usual);
  return ticking((now) => {
    const left = startTime + usual - now;
    const words = { usual: formatDuration(usual), time: formatDuration(Math.abs(left)) };
    return td(lang, left < 0 ? 'visualizer.usual.over' : 'visualizer.usual.left', words);
  }, true);
}
