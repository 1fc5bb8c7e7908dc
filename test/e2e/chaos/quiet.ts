import { until } from '../server.ts';
import type { NumberedViewer } from './viewer.ts';

/** Beats of a second and more in which nothing happens: workerd puts an object to sleep after 10 s. */
const QUIET_BEATS = 12;

/** Waits until every viewer has had so many heartbeats on one connection. */
export async function quiet(viewers: readonly NumberedViewer[]): Promise<void> {
  const since = new Map<NumberedViewer, { connects: number; heartbeats: number }>();
  const isQuiet = (viewer: NumberedViewer): boolean => {
    const { connects, heartbeats } = viewer;
    const first = since.get(viewer);
    if (first?.connects === connects) return heartbeats >= first.heartbeats + QUIET_BEATS;
    since.set(viewer, { connects, heartbeats });
    return false;
  };
  // All are asked each time, so that no reconnect is missed.
  await until(() => viewers.filter(isQuiet).length === viewers.length, 'many heartbeats', 60_000);
}

/** How often the object and its relays have come to life, as test/worker/counted.ts tells it. */
export const livesOf = async (worker: URL): Promise<{ objects: number; relays: number }> =>
  (await (await fetch(new URL('/lives', worker))).json()) as { objects: number; relays: number };
