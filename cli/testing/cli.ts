import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface CliResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

export interface RunningCli {
  process: ChildProcess;
  done: Promise<CliResult>;
  /** Resolves when its output so far holds the text. */
  printed(text: string): Promise<void>;
}

/** A clean environment: the tests may themselves run inside a CI job, or under this very command. */
const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] };

/** Starts the command line as its users do, as a process. */
export function startCli(args: readonly string[], options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...ENV, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const text = (output: 'stdout' | 'stderr') => Buffer.concat(chunks[output]).toString();
  for (const output of ['stdout', 'stderr'] as const) {
    child[output].on('data', (chunk: Buffer) => chunks[output].push(chunk));
  }
  return {
    process: child,
    done: new Promise((resolve) =>
      child.once('close', (code) => resolve({ code, stdout: Buffer.concat(chunks.stdout), stderr: text('stderr') })),
    ),
    printed: (wanted) =>
      new Promise((resolve) => {
        const look = () => (text('stdout') + text('stderr')).includes(wanted) && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        look();
      }),
  };
}

export const runCli = (args: readonly string[], options?: Parameters<typeof startCli>[1]): Promise<CliResult> =>
  startCli(args, options).done;

/** A program for the command line to run: `node -e`. */
export const script = (code: string): string[] => ['--', process.execPath, '-e', code];
