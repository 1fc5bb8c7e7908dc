import { asText, type Json } from './json.ts';
import type { Violation } from './json-schema.ts';
import { t } from './strings.ts';

/** What a person is told about an entry that breaks a rule. */
export function messageOf(lang: string, { keyword, limit }: Violation): string {
  const count = Number(limit);
  switch (keyword) {
    case 'required':
      return t(lang, 'rule.required');
    case 'minLength':
      return count === 1 ? t(lang, 'rule.empty') : t(lang, 'rule.minLength', { count });
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return t(lang, `rule.${keyword}`, { count });
    case 'minimum':
    case 'maximum':
      return t(lang, `rule.${keyword}`, { limit: count });
    case 'enum':
    case 'const':
      return t(lang, 'rule.enum', { words: wordsOf(limit).join(', ') });
    case 'oneOf':
      return t(lang, 'rule.choice');
    case 'type':
      return limit === 'integer' || limit === 'number'
        ? t(lang, `rule.${limit}`)
        : t(lang, 'rule.type', { type: asText(limit) });
    default:
      return t(lang, 'rule.pattern');
  }
}

const wordsOf = (limit: Json): string[] => (Array.isArray(limit) ? (limit as readonly Json[]) : [limit]).map(asText);
