import type { Layout } from '../types.ts';
import { TypeAhead } from './type-ahead.ts';
import { lead, moveOf } from './walk.ts';

export { act, actOf, controlsView } from './controls.ts';
export { Grip } from './grip.ts';
export { styles } from './handling.styles.ts';

const typeAhead = new TypeAhead();

/** Where a key leads from a box; null where it leads nowhere. `stops` are the names of the boxes, by id, in reading order. */
export function follow(
  event: KeyboardEvent,
  layout: Layout,
  stops: ReadonlyMap<string, string>,
  from: string,
): string | null {
  const rightToLeft = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
  const move = moveOf(event, rightToLeft);
  // A key that leads nowhere stays here, rather than scroll the page.
  return move ? (lead(layout, [...stops.keys()], from, move) ?? from) : typeAhead.find(event, stops, from);
}
