import type { Millis } from './run.ts';

export const LOG_TYPES = ['debug', 'info', 'success', 'warn', 'error'] as const;
export type LogType = (typeof LOG_TYPES)[number];

/** A line of a run's log as the stream and `GET …/logs` carry it. */
export interface LogLine {
  run: string;
  /** Counts from 1 within the run, without gaps: the line's identity. */
  line: number;
  type: LogType;
  stage: string | null;
  job: string | null;
  /** The number of the job's step that wrote it, where that is known. */
  step?: number | undefined;
  /** Raw text with its ANSI sequences. Hostile: only ever shown as text. */
  message: string;
  timestamp: Millis;
}

/** A line before the pipeline gave it its number. */
export type NewLogLine = Omit<LogLine, 'run' | 'line'>;

/** The answer of `GET …/runs/:run/logs`. `next` is the `from` of the following page, null at the end. */
export interface LogPage {
  lines: readonly LogLine[];
  next: number | null;
  total: number;
}

/** Characters a line may have; what is longer is cut there by the server, so that one line cannot fill a page. */
export const MAX_LINE_LENGTH = 200_000;
