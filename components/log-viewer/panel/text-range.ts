import type { RowView } from './row-view.ts';

/** A piece of a row's text as a DOM range, cut to what is drawn; null if nothing of it is. */
export function rangeIn({ texts }: RowView, start: number, end: number): Range | null {
  const range = document.createRange();
  let at = 0;
  for (const node of texts) {
    const behind = at + node.length;
    if (at <= start && start < behind) range.setStart(node, start - at);
    if (at < end && start < behind) range.setEnd(node, Math.min(end - at, node.length));
    at = behind;
  }
  return range.collapsed ? null : range;
}
