import { wheelFactor } from './scale.ts';
import type { Spot, Zoom } from './zoom.ts';

/** A mouse that has moved less (px) meant to click. */
const SLACK = 4;

/**
 * Wheel with Ctrl, two fingers, and dragging with the mouse. A wheel alone, or one finger, is left to the page; over a graph
 * that has the focus the browser itself scrolls the graph first.
 */
export function listen(zoom: Zoom, signal: AbortSignal): void {
  const { viewport } = zoom;
  viewport.addEventListener('wheel', (event) => turn(zoom, event), { signal, passive: false });
  viewport.addEventListener('pointerdown', (event) => drag(zoom, event), { signal });
  viewport.addEventListener('touchstart', (event) => pinch(zoom, event), { signal, passive: true });
}

/** Turns of the wheel come more often than frames. */
const turning = new WeakMap<Zoom, number>();

function turn(zoom: Zoom, event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const factor = turning.get(zoom);
  turning.set(zoom, (factor ?? 1) * wheelFactor(event));
  if (factor !== undefined) return;
  const spot = spotOf(zoom, event);
  requestAnimationFrame(() => {
    zoom.by(turning.get(zoom) ?? 1, spot);
    turning.delete(zoom);
  });
}

function drag({ viewport }: Zoom, start: PointerEvent): void {
  if (start.pointerType !== 'mouse' || start.button !== 0) return;
  const { scrollLeft, scrollTop } = viewport;
  const dragging = new AbortController();
  const options = { signal: dragging.signal };
  let moved = false;
  viewport.addEventListener(
    'pointermove',
    ({ clientX, clientY, pointerId }) => {
      const [x, y] = [clientX - start.clientX, clientY - start.clientY];
      if (!moved && Math.hypot(x, y) < SLACK) return;
      if (!moved) viewport.setPointerCapture(pointerId);
      moved = true;
      viewport.classList.add('dragged');
      viewport.scrollTo({ left: scrollLeft - x, top: scrollTop - y, behavior: 'instant' });
    },
    options,
  );
  const end = (): void => {
    dragging.abort();
    viewport.classList.remove('dragged');
    if (moved) ignoreClick(viewport);
  };
  for (const type of ['pointerup', 'pointercancel'] as const) viewport.addEventListener(type, end, options);
}

/** The click that ends a drag, in the same task, was not meant for the box under the mouse. */
function ignoreClick(viewport: HTMLElement): void {
  const over = new AbortController();
  viewport.addEventListener('click', (event) => event.stopPropagation(), { capture: true, signal: over.signal });
  setTimeout(() => over.abort());
}

function pinch(zoom: Zoom, { touches }: TouchEvent): void {
  const { viewport } = zoom;
  let before = spanOf(touches);
  if (before === null) return;
  const pinching = new AbortController();
  const options = { signal: pinching.signal, passive: false };
  viewport.addEventListener(
    'touchmove',
    (event) => {
      const span = spanOf(event.touches);
      if (before === null || span === null) return pinching.abort();
      event.preventDefault();
      zoom.by(span.length / before.length, spotOf(zoom, span));
      viewport.scrollBy({
        left: before.clientX - span.clientX,
        top: before.clientY - span.clientY,
        behavior: 'instant',
      });
      before = span;
    },
    options,
  );
  for (const type of ['touchend', 'touchcancel'] as const) {
    viewport.addEventListener(type, () => pinching.abort(), options);
  }
}

interface Span {
  readonly length: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** How far two fingers are from each other, and what is between them. */
function spanOf({ 0: one, 1: other, length }: TouchList): Span | null {
  if (!one || !other || length !== 2) return null;
  return {
    length: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
    clientX: (one.clientX + other.clientX) / 2,
    clientY: (one.clientY + other.clientY) / 2,
  };
}

function spotOf({ viewport }: Zoom, { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): Spot {
  const { left, right, top } = viewport.getBoundingClientRect();
  return { x: getComputedStyle(viewport).direction === 'rtl' ? right - clientX : clientX - left, y: clientY - top };
}
