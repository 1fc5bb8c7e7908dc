import type { Run } from '../../protocol/index.ts';
import { NONE, TITLE } from './model/groups.ts';
import { typeName } from './model/log-book.ts';
import type { LogModel } from './model/log-model.ts';
import { formatTimestamp, type Timestamps } from './model/time-format.ts';
import type { RowContent } from './row-view.ts';
import { t } from './strings.ts';

/** Characters of a line that are drawn at once: layout takes as long as a line has characters. */
export const DRAWN = 5000;

export interface RowSettings {
  readonly lang: string;
  readonly timestamps: Timestamps;
  readonly run: Run | null;
  /** The lines of which a person wants to see all characters. */
  readonly expanded: ReadonlySet<number>;
}

export type OriginKind = 'stage' | 'job';

/** What the run calls a stage or job; its id where the run does not know it. */
export const originName = (run: Run | null, kind: OriginKind, id: string): string =>
  (kind === 'stage' ? run?.stages : run?.jobs)?.find((origin) => origin.id === id)?.name ?? id;

export function rowContent(model: LogModel, line: number, settings: RowSettings): RowContent {
  const { book } = model;
  const { lang, timestamps, run, expanded } = settings;
  const type = typeName(book.type(line));
  const text = book.styledText(line);
  const { stage = null, job = null } = book.origins[book.origin(line)] ?? {};
  return {
    number: book.number(line),
    time: formatTimestamp(book.time(line), timestamps, run?.startTime ?? book.time(0) ?? 0),
    type,
    typeLabel: t(lang, `log.type.${type}`),
    origin: job !== null ? originName(run, 'job', job) : stage !== null ? originName(run, 'stage', stage) : '',
    text,
    depth: depthOf(model, line),
    group: groupOf(model, line, lang),
    limit: expanded.has(line) ? Infinity : DRAWN,
    more: text.text.length > DRAWN ? t(lang, 'log.more', { count: text.text.length - DRAWN }) : '',
  };
}

function groupOf({ book, rows }: LogModel, line: number, lang: string): RowContent['group'] {
  if (book.kind(line) !== TITLE) return null;
  const id = book.group(line);
  return { folded: rows.isFolded(id), label: t(lang, 'log.lines', { count: book.groups.all[id]?.lines ?? 0 }) };
}

function depthOf({ book }: LogModel, line: number): number {
  let depth = book.kind(line) === TITLE ? -1 : 0;
  for (let id = book.group(line); id !== NONE; id = book.groups.all[id]?.parent ?? NONE) depth++;
  return depth;
}
