import type { Progressing } from './look.ts';
import { statusLabel } from './status.ts';

/** Times and states in whole words, as they are read aloud. */

/** In seconds. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** By language and unit: making one takes much longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(lang: string, unit: string): Intl.NumberFormat {
  const key = `${lang} ${unit}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' });
  formats.set(key, format);
  return format;
}

/** "1 minute 4 seconds" */
export function spellDuration(ms: number, lang: string): string {
  let rest = Math.floor(ms / 1000);
  const parts = UNITS.flatMap(([unit, size]) => {
    const value = Math.floor(rest / size);
    rest %= size;
    const isShown = value > 0 || (size === 1 && ms < 1000);
    return isShown ? formatOf(lang, unit).format(value) : [];
  });
  return parts.slice(0, 2).join(' ');
}

/** "3 minutes ago" */
export function ago(ms: number, now: number, lang: string): string {
  const seconds = (now - ms) / 1000;
  const [unit, size] = UNITS.find(([, size]) => size > 1 && seconds >= size) ?? ['second', Infinity];
  return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
}

/** The word for a status as it stands in a sentence. */
export const status = (thing: Progressing, lang: string): string => {
  const word = statusLabel(thing, lang);
  return word.charAt(0).toLocaleLowerCase(lang) + word.slice(1);
};
