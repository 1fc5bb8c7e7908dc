import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'critical.sum': 'Critical path: {jobs} of {all} jobs, {time}',
  'critical.none': 'Nothing has begun yet.',
});
