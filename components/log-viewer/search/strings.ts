import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'log.search.label': 'Search in the log',
  'log.search.matchCase': 'Match case',
  'log.search.wholeWord': 'Whole words',
  'log.search.regex': 'Regular expression',
  'log.search.only': 'Only lines that match',
  'log.search.previous': 'Previous match',
  'log.search.next': 'Next match',
  'log.search.close': 'Close the search',
  'log.search.at': '{number} of {total}',
  'log.search.count': { one: '{count} match', other: '{count} matches' },
  'log.search.none': 'No match',
  'log.search.broken': 'Not a regular expression',
});
