import { createTranslate } from '../shared/strings.ts';

export const t = createTranslate({
  'dashboard.graph': 'Pipeline',
  'dashboard.history': 'Earlier runs',
  'dashboard.map': 'Infrastructure',
  'dashboard.log': 'Log',
  'dashboard.editor': 'Settings',
  'dashboard.unknown': 'Run pipeline',
  'dashboard.ready': 'Run pipeline',
  'dashboard.starting': 'Starting…',
  'dashboard.live': 'Running…',
  'dashboard.elsewhere': 'Runs start in your CI',
  'dashboard.cancel': 'Cancel run',
  'dashboard.cancelling': 'Cancelling…',
  'dashboard.trigger.failed': 'The run did not start. {reason}',
  'dashboard.cancel.failed': 'The run was not cancelled. {reason}',
  'connection.idle.short': 'Connecting…',
  'connection.connecting.short': 'Connecting…',
  'connection.live.short': 'Live',
  'connection.stale.short': 'Reconnecting…',
  'connection.error.short': 'Not connected',
  viewers: { one: '{count} viewer', other: '{count} viewers' },
});
