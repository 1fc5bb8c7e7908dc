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
      const count = picture?.changed.length ?? 0;
      return count === 0 ? t(lang, 'config.clean') : t(lang, 'config.dirty', { count });
    }
  }
}

export const isBad = ({ outcome }: Pick<Editing, 'outcome'>): boolean =>
  outcome?.kind === 'refused' || outcome?.kind === 'invalid' || outcome?.kind === 'conflict';
