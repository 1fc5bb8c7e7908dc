import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.gone': 'earlier lines, which are not kept here, cannot be had again ({reason})',
  'log.changed': 'they are not what they were',
});
