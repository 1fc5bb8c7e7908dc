import type { SVGTemplateResult } from 'lit';
import type { LogType } from '../../protocol/index.ts';
import { line } from '../shared/icons.ts';

/** The shapes of the types of lines on a grid of 16, as paths: rows are drawn without templates. They differ without colour. */
export const TYPE_PATHS: Readonly<Record<LogType, string>> = {
  debug: 'M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  info: 'M5.5 8h5',
  success: 'm3.75 8.5 2.75 2.75L12.25 5',
  warn: 'M8 2.75 14 13H2zm0 3.75v3m0 1.75v.01',
  error: 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM5.75 5.75l4.5 4.5m0-4.5-4.5 4.5',
};

export const CHEVRON_PATH = 'm6 4 4 4-4 4';

export const typeShape = (type: LogType): SVGTemplateResult => line(TYPE_PATHS[type]);
export const wrapShape = line('M2 3.5h12M2 8h9.5a2.25 2.25 0 1 1 0 4.5H8.25m1.75-2-2 2 2 2M2 12.5h3');
export const foldShape = line('M8 1.5v4m-2-1.75 2 2 2-2M2 8h12m-6 6.5v-4m-2 1.75 2-2 2 2');
export const unfoldShape = line('M8 6V1.75m-2 2 2-2 2 2M2 8h12m-6 2v4.25m-2-2 2 2 2-2');
export const firstErrorShape = line('M8 14V5.5m-3 3 3-3 3 3M3 2h10');
export const onlyShape = line('M1.75 3h12.5L9.5 8.75v4.5l-3-1.5v-3z');
export const copyShape = line('M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3');
export const clockShape = line('M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 4.5V8l2.5 1.5');
