import { createTranslate } from '../shared/strings.ts';

/** What is said before the form is here; its own texts come with it. */
export const t = createTranslate({
  'config.label': 'Pipeline settings',
  'config.none': 'There are no settings to show yet.',
  'config.unloaded': 'The form could not be loaded.',
});
