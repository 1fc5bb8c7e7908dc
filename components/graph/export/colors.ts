import type { Look } from '../../shared/look.ts';

export interface Colors {
  readonly surface: string;
  readonly raised: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly font: string;
  ofLook(look: Look): string;
}

/** The colours as they are on this page now, in its scheme and its theme. A file knows no custom properties. */
export function colorsAt(base: Element): Colors {
  const probe = document.createElement('i');
  base.append(probe);
  const resolve = (value: string, classes = ''): string => {
    probe.className = classes;
    probe.style.setProperty('color', value);
    return getComputedStyle(probe).color;
  };
  const looks = new Map<Look, string>();
  for (const look of LOOKS) looks.set(look, resolve('var(--_look)', `look-${look}`));
  const colors: Colors = {
    surface: resolve('var(--_surface)'),
    raised: resolve('var(--_raised)'),
    border: resolve('var(--_border)'),
    text: resolve('var(--_text)'),
    muted: resolve('var(--_muted)'),
    line: resolve('color-mix(in srgb, var(--_text) 22%, var(--_surface))'),
    font: getComputedStyle(base).fontFamily,
    ofLook: (look) => looks.get(look) ?? 'gray',
  };
  probe.remove();
  return colors;
}

const LOOKS: readonly Look[] = [
  'created',
  'queued',
  'waiting',
  'running',
  'success',
  'failure',
  'allowed',
  'skipped',
  'cancelled',
  'neutral',
];
