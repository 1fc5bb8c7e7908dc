import type { Config, Millis } from '../../protocol/index.ts';

/** What a config that says nothing of silence means. */
const USUAL = { staleMinutes: 30, lostHours: 24 };

/** How long (ms) a live run may be silent until it is shown as stale, and until it is closed as lost. */
export function patienceOf({ silence }: Pick<Config, 'silence'>): { stale: Millis; lost: Millis } {
  const { staleMinutes, lostHours } = silence ?? USUAL;
  return { stale: staleMinutes * 60_000, lost: lostHours * 3_600_000 };
}
