import type { SVGTemplateResult } from 'lit';
import type { LogType } from '../../../protocol/index.ts';
import { check } from '../../shared/action-icons.ts';
import { line, warning } from '../../shared/icons.ts';

/** The shapes of the types of lines. They differ without colour. */
export const TYPE_SHAPES: Readonly<Record<LogType, SVGTemplateResult>> = {
  debug: line('M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z'),
  info: line('M5.5 8h5'),
  success: check,
  warn: warning,
  error: line('M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM5.75 5.75l4.5 4.5m0-4.5-4.5 4.5'),
};

export const wrapShape = line('M2 3.5h12M2 8h9.5a2.25 2.25 0 1 1 0 4.5H8.25m1.75-2-2 2 2 2M2 12.5h3');
export const firstErrorShape = line('M8 14V5.5m-3 3 3-3 3 3M3 2h10');
export const moreShape = line('M3.5 8h.01M8 8h.01m4.49 0h.01', 2.2);
