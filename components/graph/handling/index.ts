import type { Layout } from '../types.ts';
import { TypeAhead } from './type-ahead.ts';
import { lead, moveOf } from './walk.ts';

const typeAhead = new TypeAhead();

/** Where a key leads from a box; null where it leads nowhere. `stops` are the names of the boxes, by id, in reading order. */
export function follow(
  event: KeyboardEvent,
  {
    layout,
    stops,
    from,
    rightToLeft,
  }: {
    readonly layout: Layout;
    readonly stops: ReadonlyMap<string, string>;
    readonly from: string;
    readonly rightToLeft: boolean;
  },
): string | null {
  const move = moveOf(event, rightToLeft);
  // A key that leads nowhere stays here, rather than scroll the page.
  return move ? (lead(layout, [...stops.keys()], from, move) ?? from) : typeAhead.find(event, stops, from);
}
