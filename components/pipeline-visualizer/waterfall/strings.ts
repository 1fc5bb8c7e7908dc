import { createTranslate } from '../../shared/strings.ts';

export const tw = createTranslate({
  'waterfall.label': 'Jobs of run {number} over time',
  'waterfall.job': 'Job',
  'waterfall.time': 'Time',
  'waterfall.duration': 'Duration',
  'waterfall.critical': 'on the critical path',
  'waterfall.none': 'Nothing has begun yet.',
});
