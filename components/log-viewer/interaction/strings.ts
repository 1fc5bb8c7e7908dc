import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.earlier': 'Load earlier lines',
  'log.copy': { one: 'Copy {count} line', other: 'Copy {count} lines' },
  'log.copied': 'Copied',
});
