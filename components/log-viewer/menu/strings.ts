import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.options': 'Log options',
  'log.timestamps': 'Timestamps',
  'log.timestamps.off': 'No times',
  'log.timestamps.clock': 'Clock time',
  'log.timestamps.utc': 'Clock time, UTC',
  'log.timestamps.relative': 'Since start',
  'log.timestamps.iso': 'ISO, UTC',
  'log.fold': 'Fold all groups',
  'log.unfold': 'Unfold all groups',
  'log.copy.times': 'Copy with times',
  'log.download': 'Download the log',
});
