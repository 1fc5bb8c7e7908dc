import type { ConfigRevision } from '../../protocol/index.ts';
import { formatDateTime } from '../shared/strings.ts';
import type { Editing } from './editing.ts';
import { t } from './strings.ts';

/** The line beside the buttons: how the last save went, or what there is to save. */
export function outcomeText({ outcome, picture }: Pick<Editing, 'outcome' | 'picture'>, lang: string): string {
  switch (outcome?.kind) {
    case 'saved': {
      const { config, run } = outcome.answer;
      const { revision } = config;
      return run === null
        ? t(lang, 'config.saved', { revision })
        : t(lang, 'config.saved.run', { revision, run: `#${run.number}` });
    }
    case 'merged':
      return t(lang, 'config.elsewhere', { revision: outcome.revision });
    case 'conflict':
      return t(lang, 'config.choose');
    case 'invalid':
      return t(lang, 'config.invalid', { count: outcome.count });
    case 'refused':
      return t(lang, 'config.refused', { reason: outcome.reason });
    default: {
      // A text that is no JSON yet is a change, though nobody can say of what.
      const count = picture?.changed.length || (picture?.mistake ? 1 : 0);
      return count === 0 ? t(lang, 'config.clean') : t(lang, 'config.dirty', { count });
    }
  }
}

/** Who saved this revision, and when; null where that is not known. */
export function pastText(newest: ConfigRevision | null, revision: number, lang: string): string | null {
  if (revision === 0) return t(lang, 'config.info.first');
  if (newest?.revision !== revision) return null;
  const time = formatDateTime(newest.time, lang);
  const { author } = newest;
  return author === null ? t(lang, 'config.info.anonymous', { time }) : t(lang, 'config.info.by', { time, author });
}

export const isBad = ({ outcome }: Pick<Editing, 'outcome'>): boolean =>
  outcome?.kind === 'refused' || outcome?.kind === 'invalid' || outcome?.kind === 'conflict';
