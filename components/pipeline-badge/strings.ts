import { createTranslate } from '../shared/strings.ts';

export const t = createTranslate({
  'badge.none': 'No pipeline',
  'badge.unavailable': 'Not available',
  'badge.asOf': 'as of {time}',
  'badge.for': 'for {duration}',
  'badge.in': 'in {duration}',
});
