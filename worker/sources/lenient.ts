import * as z from 'zod';

/**
 * Reading foreign payloads. What identifies a thing must be right or the delivery is refused; everything else is taken when
 * it makes sense and passed over when it does not, because no source keeps to its own documentation for ever.
 */

/** Times outside of them are a fault or an anonymised fixture. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** A time in any of the forms that sources write, as ms; undefined for one that cannot be. */
export const time = z
  .union([z.string().transform(parseTime), z.number().transform(inMs)])
  .transform((ms) => (ms !== undefined && ms >= EARLIEST && ms < LATEST ? Math.trunc(ms) : undefined))
  .optional()
  .catch(undefined);

/** A short text, cut at 1,000 characters; undefined when empty. */
export const text = z
  .string()
  .transform((value) => value.slice(0, 1000).trim() || undefined)
  .optional()
  .catch(undefined);

/** An id that a source writes as a number or as text. */
export const sourceId = z
  .union([z.int().nonnegative(), z.string().trim().min(1).max(200)])
  .transform((value) =>
    String(value)
      .replace(/\p{Cc}/gu, '')
      .trim(),
  )
  .refine((value) => value.length > 0);

export const optionalId = sourceId.optional().catch(undefined);

export const httpUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .optional()
  .catch(undefined);

export const flag = z.boolean().optional().catch(undefined);

export const count = z.int().min(0).max(1000).optional().catch(undefined);

/** The name of a job or stage, made fit to be an id of ours: control characters out, 256 characters at most. */
export function toId(name: string): string {
  return (
    name
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 256)
      .replace(/\p{Surrogate}/gu, '')
      .trim() || 'unnamed'
  );
}

/** A number is ms, or seconds where as ms it would be before 1973. */
function inMs(value: number): number {
  return value < 1e11 ? value * 1000 : value;
}

/** ISO 8601, and GitLab's `2024-06-19 02:20:18 UTC` and `2021-04-28 21:50:00 +0200`. */
function parseTime(value: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(UTC|Z|[+-]\d\d:?\d\d)?$/.exec(
    value.trim().toUpperCase(),
  );
  if (!match) return undefined;
  const [, day = '', clock = '', zone = 'Z'] = match;
  const offset = zone === 'UTC' || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const ms = Date.parse(`${day}T${clock.replace(/(\.\d{3})\d+$/, '$1')}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The latest of the times that are known. */
export function latestOf(...times: readonly (number | undefined)[]): number | undefined {
  return times.reduce(
    (latest, ms) => (latest === undefined ? ms : ms === undefined ? latest : Math.max(latest, ms)),
    undefined,
  );
}
