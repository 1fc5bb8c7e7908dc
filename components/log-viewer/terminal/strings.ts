import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.loading': 'Loading the log: {size} MB so far…',
});
