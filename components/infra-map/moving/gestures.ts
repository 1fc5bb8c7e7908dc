import { boxAt } from '../../shared/roving-focus.ts';
import { SIZES } from '../drawing/geometry.ts';
import type { Plan } from '../drawing/plan.ts';
import { EdgeScroll } from './edge-scroll.ts';
import type { Moving } from './moving.ts';

/** What moves under the hands of a person. */
export interface Scene {
  readonly root: ShadowRoot;
  readonly moving: Moving;
  readonly plan: () => Plan | null;
  /** Puts the focus on a node that may have been drawn anew. */
  readonly focus: (id: string) => void;
  /** Something is to be said of a node. */
  readonly say: (what: 'held' | 'moved' | 'left' | 'back' | 'free', id: string) => void;
}

/** A pointer that has moved less (px) meant to click. */
const SLACK = 4;

const COLUMN = SIZES.nodeWidth + SIZES.gutter;
const ROW = SIZES.nodeHeight + SIZES.rowGap;

/** Takes nodes from the pointer and the keys, before the graph makes something else of them. */
export function listen(scene: Scene, signal: AbortSignal): void {
  const options = { signal, capture: true };
  scene.root.addEventListener('pointerdown', (event) => drag(scene, event as PointerEvent), options);
  scene.root.addEventListener('keydown', (event) => press(scene, event as KeyboardEvent), options);
}

function drag({ root, moving, say, focus }: Scene, start: PointerEvent): void {
  const id = boxAt(start);
  if (id === null || start.button !== 0 || moving.held !== null) return;
  start.stopPropagation(); // it would move the picture
  const dragging = new AbortController();
  const options = { signal: dragging.signal, capture: true };
  let moved = false;
  let last = start;
  const place = (): void => {
    const cell = cellAt(root, last);
    if (cell && moving.to(cell.layer, cell.row)) say('moved', id);
  };
  const viewport = root.querySelector('.viewport');
  const edges = viewport && new EdgeScroll(viewport, place, dragging.signal);
  const end = (): void => {
    dragging.abort();
    if (!moved) return;
    moving.letGo();
    say('left', id);
    focus(id);
    // The click that ends a drag, in the same task, was not meant for the box under the mouse.
    const over = new AbortController();
    root.addEventListener('click', (event) => event.stopPropagation(), { capture: true, signal: over.signal });
    setTimeout(() => over.abort());
  };
  addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== start.pointerId) return;
      if (!moved && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < SLACK) return;
      if (!moved) moving.hold(id);
      moved = true;
      last = event;
      place();
      edges?.follow(event);
    },
    options,
  );
  addEventListener('pointerup', end, options);
  addEventListener('pointercancel', end, options);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !moved) return;
      event.stopPropagation();
      dragging.abort();
      moving.cancel();
      say('back', id);
    },
    options,
  );
}

/** The place on the grid under a pointer, whatever the scale and the direction of the picture. */
function cellAt(root: ShadowRoot, { clientX, clientY }: PointerEvent): { layer: number; row: number } | null {
  const toScreen = root.querySelector<SVGSVGElement>('.edges')?.getScreenCTM();
  if (!toScreen) return null;
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toScreen.inverse());
  return {
    layer: Math.floor((x + SIZES.gutter / 2) / COLUMN),
    row: Math.max(0, Math.floor((y + SIZES.rowGap / 2) / ROW)),
  };
}

const STEPS: Readonly<Record<string, readonly [layers: number, rows: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Enter takes a node up and puts it down; between that, the arrows move it and Escape puts it back. */
function press(scene: Scene, event: KeyboardEvent): void {
  const id = boxAt(event);
  if (id === null || event.altKey || event.metaKey || (event.ctrlKey && event.key !== 'z')) return;
  if (!act(scene, event, id)) return;
  event.preventDefault();
  event.stopPropagation();
}

function act({ root, moving, plan, focus, say }: Scene, { key, ctrlKey }: KeyboardEvent, id: string): boolean {
  const step = STEPS[key];
  const place = plan()?.layout.places.get(id);
  if (ctrlKey) moving.undo();
  else if (key === 'Enter' || key === ' ') {
    if (moving.held === null) moving.hold(id);
    else moving.letGo();
    say(moving.held === null ? 'left' : 'held', id);
  } else if (moving.held === null) {
    if (key !== 'Delete' && key !== 'Backspace') return false;
    moving.release(id);
    say('free', id);
  } else if (key === 'Escape') {
    moving.cancel();
    say('back', id);
  } else if (step && place) {
    const way = getComputedStyle(root.host).direction === 'rtl' ? -1 : 1;
    if (moving.to(place.layer + way * step[0], Math.max(0, place.row + step[1]))) say('moved', id);
  } else return key !== 'Tab';
  focus(id);
  return true;
}
