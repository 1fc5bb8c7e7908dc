import { Writable } from 'node:stream';
import { LinePrefix } from './line-prefix.ts';

/** What the terminal shows of a job's output: all as it is, its lines with the job's name before them, or nothing. */
export type JobOutputKind = 'plain' | 'prefixed' | 'none';

export interface JobOutput {
  stdout: Writable;
  stderr: Writable;
  /** Resolves when everything was passed on. */
  close(): Promise<void>;
}

export function openJobOutput(kind: JobOutputKind, job: string): JobOutput {
  if (kind === 'plain') return { stdout: process.stdout, stderr: process.stderr, close: () => Promise.resolve() };
  const open = kind === 'none' ? nowhere : (target: Writable) => prefixed(job, target);
  const [stdout, stderr] = [open(process.stdout), open(process.stderr)];
  return { stdout, stderr, close: async () => void (await Promise.all([closed(stdout), closed(stderr)])) };
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function prefixed(job: string, target: Writable): Writable {
  const lines = new LinePrefix(`[${job}] `);
  // Nobody reads us any more (`| head`): the job finds its own output closed, as it would without us.
  const close = (error: Error) => lines.destroy(error);
  target.setMaxListeners(0).once('error', close); // as many jobs as run at once
  lines.on('error', () => target.off('error', close)).once('end', () => target.off('error', close));
  lines.pipe(target, { end: false });
  return lines;
}

async function closed(output: Writable): Promise<void> {
  if (output.closed) return;
  const close = new Promise((resolve) => output.once('close', resolve));
  output.end();
  await close;
}
