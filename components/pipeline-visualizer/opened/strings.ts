import { createTranslate } from '../../shared/strings.ts';

/** The names of what is known of a job. */
export const td = createTranslate({
  'visualizer.started': 'Started',
  'visualizer.duration': 'Duration',
  'visualizer.usual': 'Usually',
  'visualizer.usual.left': '{usual}, about {time} left',
  'visualizer.usual.over': '{usual}, {time} longer now',
  'visualizer.stage': 'Stage',
  'visualizer.status': 'Status',
  'visualizer.job': 'Job',
  'visualizer.jobs': 'Jobs',
  'visualizer.progress': 'Progress',
  'visualizer.attempts': 'Attempt',
  'visualizer.needs': 'Needs',
  'visualizer.critical': 'Critical path',
  'visualizer.critical.on': 'on it: the run takes as long as this takes',
  'visualizer.runner': 'Runner',
  'visualizer.environment': 'Environment',
  'visualizer.source': 'Status at the source',
  'visualizer.lines': 'Log lines',
  'visualizer.steps': 'Steps',
});
