import { createTranslate } from '../../shared/strings.ts';

/** The names of what is known of a node or a connection. */
export const td = createTranslate({
  'map.move': 'Move nodes',
  'map.export': 'Save as a picture',
  'map.node': 'Node',
  'map.kind': 'Kind',
  'map.instances': 'Instances',
  'map.group': 'Group',
  'map.url': 'Address',
  'map.state': 'State',
  'map.stages': 'Lights up in',
  'map.connections': 'Connections',
  'map.to': 'Leads to',
  'map.from': 'Comes from',
  'map.connection': '{from} to {to}',
  'map.carries': 'Carries',
});
