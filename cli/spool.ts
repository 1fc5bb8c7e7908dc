import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that wait on disk at most for a server that does not take them. */
export const MAX_SPOOL = 256 * 1024 * 1024;

/** The spool is kept in files of a part of its size each, so that the space of what was delivered can be given back. */
const SEGMENTS = 32;

interface Segment {
  fd: number;
  start: number;
  length: number;
}

/**
 * The bytes of a stream that the server has not confirmed, in temporary files. Their names are removed at once: however this
 * process ends, the system gives the space back, and nobody else can open them.
 */
export class Spool {
  readonly #segments: Segment[] = [];
  readonly #limit: number;
  readonly #segmentSize: number;
  #end = 0;

  constructor(limit = MAX_SPOOL) {
    this.#limit = limit;
    this.#segmentSize = limit / SEGMENTS;
  }

  /** The first byte that is still here, counted from the beginning of the stream. */
  get start(): number {
    return this.#segments[0]?.start ?? this.#end;
  }

  /** Bytes that the stream has had in all. */
  get end(): number {
    return this.#end;
  }

  /** True when a quarter of it is free. */
  get isRoomy(): boolean {
    return this.#end - this.start <= this.#limit * 0.75;
  }

  /** Takes all of the bytes or, for want of space, none. */
  append(bytes: Uint8Array): boolean {
    if (this.#end - this.start + bytes.length > this.#limit) return false;
    try {
      const segment = this.#segmentFor(bytes.length);
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(segment.fd, bytes, written, bytes.length - written, segment.length + written);
      }
      segment.length += bytes.length;
    } catch (error) {
      if (isNodeError(error)) return false; // a full or read-only disk: the command must not notice
      throw error;
    }
    this.#end += bytes.length;
    return true;
  }

  /** Up to `length` bytes from there; fewer at the end of a file. */
  read(from: number, length: number): Buffer {
    const segment = this.#segments.find((each) => from >= each.start && from < each.start + each.length);
    if (segment === undefined) return Buffer.alloc(0);
    const bytes = Buffer.alloc(Math.min(length, segment.start + segment.length - from));
    return bytes.subarray(0, readSync(segment.fd, bytes, 0, bytes.length, from - segment.start));
  }

  /** What is before `offset` was delivered. The last file stays: a server that lost its latest can have them again. */
  release(offset: number): void {
    const [first, second] = this.#segments;
    if (first === undefined || second === undefined || second.start > offset) return;
    closeSync(first.fd);
    this.#segments.shift();
    this.release(offset);
  }

  #segmentFor(length: number): Segment {
    const last = this.#segments.at(-1);
    if (last && last.length + length <= this.#segmentSize) return last;
    const path = join(tmpdir(), `pipeline-widgets-${randomUUID()}`);
    const segment = { fd: openSync(path, 'wx+', 0o600), start: this.#end, length: 0 };
    unlinkSync(path);
    this.#segments.push(segment);
    return segment;
  }
}

const isNodeError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;
