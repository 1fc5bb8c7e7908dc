import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** `into` is a file descriptor, to be closed here once a child process has it. */
export interface Pipe {
  into: number;
  from: Readable;
}

/**
 * Pipes as a shell makes them. What Node calls a pipe is a pair of sockets, and commands can tell: `tee /dev/stderr` fails on
 * it, and a Node program that ends with `process.exit()` loses most of its last lines. Empty where there is no `mkfifo`.
 */
export function openPipes(count: number): Pipe[] {
  const paths = Array.from({ length: count }, () => join(tmpdir(), `pipeline-widgets-${randomUUID()}`));
  try {
    execFileSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
  } catch {
    return []; // Windows, or nowhere to write: Node's own kind does it too
  }
  return paths.map((path) => {
    // The reading end first, and without waiting: a pipe can be opened for writing only when somebody reads it.
    const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const into = openSync(path, constants.O_WRONLY);
    unlinkSync(path);
    return { into, from: new Socket({ fd: reading, readable: true, writable: false }) };
  });
}

export function closePipes(pipes: readonly Pipe[]): void {
  for (const { into } of pipes) closeSync(into);
}
