import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.loading': 'Loading the log: {size} MB',
  'log.loading.of': 'Loading the log: {size} of {total} MB',
  'log.stop': 'Stop',
  'log.stopped': 'stopped after {size} MB',
  'log.broken': 'the connection broke off after {size} MB',
  'log.no.parts': 'its server gives no parts of files',
});
