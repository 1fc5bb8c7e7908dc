import { createTranslate } from '../shared/strings.ts';

export const t = createTranslate({
  'dashboard.untitled': 'Pipeline',
  'dashboard.graph': 'Pipeline',
  'dashboard.map': 'Infrastructure',
  'dashboard.log': 'Log',
  'dashboard.editor': 'Settings',
  'dashboard.state': 'State',
  'dashboard.starting': 'Starting…',
  'dashboard.running': 'Running…',
  'dashboard.cancelling': 'Cancelling…',
  'dashboard.reconnecting': 'Reconnecting…',
  'dashboard.disconnected': 'Not connected',
  'dashboard.elsewhere': 'Runs start in your CI',
  'dashboard.trigger.failed': 'The run did not start. {reason}',
  'dashboard.cancel.failed': 'The run was not cancelled. {reason}',
});
