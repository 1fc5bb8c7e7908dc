import type { ConfigDocument, Run } from '../../protocol/index.ts';
import { elapsed, formatDuration } from '../shared/duration.ts';
import { lookOf, type Look } from '../shared/look.ts';
import { statusLabel } from '../shared/status.ts';
import { formatTime, t as shared } from '../shared/strings.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { t } from './strings.ts';

/** What the badge says, in the order in which it says it; null is left out. */
export interface Line {
  readonly look: Look;
  readonly name: string | null;
  readonly status: string;
  /** `for 52s` while it runs, `in 1m 04s` once it has ended. */
  readonly time: string | null;
  /** That it may be old. */
  readonly note: string | null;
}

type Shown = Pick<StoreSnapshot, 'connection' | 'lastHeard' | 'config' | 'run' | 'fetching'>;

/** `now` in ms. A null snapshot: the badge has not been given a pipeline. */
export function lineOf(snapshot: Shown | null, lang: string, now: number): Line {
  const line = { look: 'created', name: null, time: null, note: null } as const;
  if (snapshot === null) return { ...line, status: t(lang, 'badge.none') };
  const { connection, config, run, lastHeard } = snapshot;
  const name = nameOf(config, run);
  if (run === null) return { ...line, name, status: statusWithout(snapshot, lang) };
  return {
    look: lookOf(run),
    name,
    status: statusLabel(run, lang),
    time: timeOf(run, lang, now),
    note:
      connection === 'live' || lastHeard === null ? null : t(lang, 'badge.asOf', { time: formatTime(lastHeard, lang) }),
  };
}

const nameOf = (config: ConfigDocument | null, run: Run | null): string | null =>
  config?.title ?? run?.pipeline ?? null;

function statusWithout({ connection, fetching }: Shown, lang: string): string {
  if (connection === 'live' && !fetching) return shared(lang, 'run.none');
  return connection === 'error' ? t(lang, 'badge.unavailable') : shared(lang, 'connection.connecting');
}

function timeOf(run: Run, lang: string, now: number): string | null {
  const time = elapsed(run, now);
  if (time === null) return null;
  return t(lang, run.status === 'completed' ? 'badge.in' : 'badge.for', { duration: formatDuration(time) });
}
