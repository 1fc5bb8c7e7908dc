import { createTranslate, type Text } from '../../shared/strings.ts';
import { otherKindName } from './kinds.ts';

const ENGLISH = {
  'map.title': 'Infrastructure',
  'map.view': 'Show as list',
  'map.legend': 'What the marks say',
  'map.idle': 'Idle',
  'map.active': '{count} at work in {stage}',
  'map.failed': 'Failed in {stage}',
  'map.healthy': 'In service',
  'light.active': 'active',
  'light.failed': 'hit by the failure',
  'light.healthy': 'in service',
  'light.idle': 'idle',
  'map.leads': 'leads to {names}',
  'map.nodes': { one: '{count} node', other: '{count} nodes' },
  'map.instances': { one: '{count} instance', other: '{count} instances' },
  'kind.edge': 'Edge network',
  'kind.pages': 'Pages',
  'kind.worker': 'Worker',
  'kind.durable-object': 'Durable Object',
  'kind.kv': 'Key-value store',
  'kind.d1': 'SQL database',
  'kind.github': 'GitHub',
} as const satisfies Record<string, Text>;

export const tm = createTranslate(ENGLISH);

/** A kind in words; one that we do not know is its own word. */
export const kindName = (kind: string, lang: string): string => {
  const key = `kind.${kind}`;
  return isKey(key) ? tm(lang, key) : otherKindName(kind, lang);
};

type KindKey = Extract<keyof typeof ENGLISH, `kind.${string}`>;
const isKey = (key: string): key is KindKey => Object.hasOwn(ENGLISH, key);
