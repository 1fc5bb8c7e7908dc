import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { closePipes, openPipes } from './pipe.ts';

export type Output = 'stdout' | 'stderr';

/**
 * Milliseconds of silence after which a command that has ended is not listened to any more: a server that it started in the
 * background and left running holds its output open.
 */
const LEFT_BEHIND = 1_000;

export interface Command {
  /** A program and its arguments, or a line for the shell. */
  command: readonly string[] | string;
  env: NodeJS.ProcessEnv;
  cwd?: string | undefined;
  /** A process group of its own, without input, so that a signal reaches also what a shell started. */
  ownGroup: boolean;
  stdout: Writable;
  stderr: Writable;
  /** Sees every chunk after it was passed on. */
  seen: (chunk: Buffer, output: Output) => void;
}

/** How a command ended. `code` is what a shell would say: 128 + n for a signal, 127 and 126 for what could not be started. */
export interface Ending {
  code: number;
  signal: NodeJS.Signals | null;
  /** Why it could not be started. */
  error?: string;
}

export interface RunningCommand {
  /** Resolves after the last byte of output. */
  ended: Promise<Ending>;
  /** False when nobody is left to get it. */
  kill(signal: NodeJS.Signals): boolean;
}

/** Starts a command and passes its output on, byte for byte and no faster than it is taken. */
export function startCommand({ command, env, cwd, ownGroup, stdout, stderr, seen }: Command): RunningCommand {
  const [program = '', ...args] = typeof command === 'string' ? [command] : command;
  const pipes = openPipes(2);
  const [out, err] = pipes;
  const child = spawn(program, args, {
    env,
    cwd,
    shell: typeof command === 'string',
    detached: ownGroup,
    stdio: [ownGroup ? 'ignore' : 'inherit', out?.into ?? 'pipe', err?.into ?? 'pipe'],
  });
  closePipes(pipes);
  const outputs: Readable[] = [];
  const listen = (source: Readable | null | undefined, sink: Writable, output: Output) => {
    if (!source) return;
    passOn(source, sink, (chunk) => seen(chunk, output));
    outputs.push(source);
  };
  listen(out?.from ?? child.stdout, stdout, 'stdout');
  listen(err?.from ?? child.stderr, stderr, 'stderr');
  return { ended: endOf(child, program, outputs), kill: (signal) => kill(child, ownGroup, signal) };
}

function passOn(source: Readable, sink: Writable, seen: (chunk: Buffer) => void): void {
  source.on('data', (chunk: Buffer) => {
    const more = sink.write(chunk);
    seen(chunk);
    if (more) return;
    source.pause();
    sink.once('drain', () => source.resume());
  });
  // Nobody reads us any more (`| head`): the command finds its own output closed, as it would without us.
  const close = () => source.destroy();
  sink.once('error', close);
  source.once('close', () => sink.off('error', close));
}

async function endOf(child: ChildProcess, program: string, outputs: readonly Readable[]): Promise<Ending> {
  const closed = outputs.map((output) => new Promise((resolve) => output.once('close', resolve)));
  const ending = await new Promise<Ending>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve(notStarted(program, error));
    });
    child.once('exit', (code, signal) => {
      resolve({ code: signal ? 128 + constants.signals[signal] : (code ?? 1), signal });
    });
  });
  const stopListening = closeWhenSilent(outputs);
  await Promise.all(closed);
  stopListening();
  return ending;
}

const notStarted = (program: string, error: NodeJS.ErrnoException): Ending =>
  error.code === 'ENOENT'
    ? { code: 127, signal: null, error: `command not found: ${program}` }
    : { code: 126, signal: null, error: `cannot run ${program}: ${error.code ?? error.message}` };

function closeWhenSilent(outputs: readonly Readable[]): () => void {
  const silence = setTimeout(() => {
    if (outputs.some((output) => output.isPaused()))
      silence.refresh(); // not silent: our own reader is slow
    else for (const output of outputs) output.destroy();
  }, LEFT_BEHIND);
  for (const output of outputs) output.on('data', () => silence.refresh());
  return () => clearTimeout(silence);
}

function kill(child: ChildProcess, group: boolean, signal: NodeJS.Signals): boolean {
  if (!group || child.pid === undefined) return child.kill(signal);
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
