/** As far as one can go away and come near. */
const FARTHEST = 0.05;
const NEAREST = 4;

export const clampScale = (scale: number): number => Math.min(NEAREST, Math.max(FARTHEST, scale));

/** How much one turn of a wheel may do (powers of two): a notch of a mouse is many times the step of a touch pad. */
const MOST = 0.4;

/** By how much a turn of the wheel scales. Line and page modes count in other units than pixels. */
export function wheelFactor({ deltaY, deltaMode }: Pick<WheelEvent, 'deltaY' | 'deltaMode'>): number {
  const power = -deltaY * (deltaMode === 0 ? 0.01 : deltaMode === 1 ? 0.2 : 4);
  return 2 ** Math.min(MOST, Math.max(-MOST, power));
}

/** Where to scroll along one axis, so that what is under a point stays under it when the scale changes. */
export const keepPoint = (scroll: number, point: number, factor: number): number => (scroll + point) * factor - point;
