import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.step': 'Step',
  'log.step.all': 'All steps',
  'log.step.number': 'Step {number}',
  'log.nothing': 'No line passes the filter.',
  'log.nothing.action': 'Show all lines',
  'log.earlier': 'Load earlier lines',
  'log.copy': { one: 'Copy {count} line', other: 'Copy {count} lines' },
  'log.copied': 'Copied',
});
