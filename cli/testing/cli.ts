import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Every test here starts processes, and the machine may be busy with others. */
vi.setConfig({ testTimeout: 60_000 });

export interface CliResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

export interface RunningCli {
  process: ChildProcess;
  done: Promise<CliResult>;
  /** Resolves as soon as its output matches. */
  printed(text: string | RegExp): Promise<RegExpMatchArray>;
}

const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node-compile', import.meta.url));

/**
 * A clean environment: the tests may themselves run inside a CI job, or under this very command. The compile cache keeps the
 * sources without their types, which is most of the time that a start takes.
 */
const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_COMPILE_CACHE: COMPILE_CACHE };

/** Starts the command line as its users do, as a process. */
export function startCli(args: readonly string[], options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...ENV, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGTERM')); // passed on to what it runs; nothing outlives a test that failed
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
        const look = () => {
          const match = (text('stdout') + text('stderr')).match(wanted);
          if (match) resolve(match);
        };
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
