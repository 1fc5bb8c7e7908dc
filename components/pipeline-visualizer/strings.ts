import { createTranslate, type Text } from '../shared/strings.ts';

const ENGLISH = {
  'visualizer.label': 'Jobs of run {number}',
  'visualizer.view': 'Show as table',
  'visualizer.export': 'Save as a picture',
  'visualizer.path': 'Show the critical path',
  'visualizer.waterfall': 'Show over time',
  'visualizer.open': 'Open run {number} at its source',
  'visualizer.empty': 'No run yet',
  'visualizer.empty.hint': 'Start one, or push a commit: its stages and jobs appear here as they happen.',
  'visualizer.unplaced': 'Other jobs',
  jobs: { one: '{count} job', other: '{count} jobs' },
  'visualizer.done': '{done} of {count} done',
  'visualizer.failed': { one: '{count} failed', other: '{count} failed' },
  'visualizer.attempt': 'attempt {number}',
  'visualizer.allowed': 'may fail',
  'visualizer.percent': '{percent} percent',
  'visualizer.unfolded': 'unfolded',
  'visualizer.folded': 'folded',
  'visualizer.failure': 'Failed in {stage}: {reason}',
  'visualizer.failure.plain': 'Failed: {reason}',
  'visualizer.by': 'by {actor}',
  'story.started': 'Run {number} started',
  'story.again': 'Attempt {number} started',
  'story.stage': '{stage} started',
  'story.ended': 'Run {status}',
  'story.failed': 'Run failed in {where}',
  'story.job': '{job} failed',
  'story.waits': '{job} waits for approval',
} as const satisfies Record<string, Text>;

export const tv = createTranslate(ENGLISH);
