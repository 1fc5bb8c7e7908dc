import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'graph.nearer': 'Zoom in',
  'graph.farther': 'Zoom out',
  'graph.fit': 'Show all of it',
  'graph.reset': 'Original size',
});
