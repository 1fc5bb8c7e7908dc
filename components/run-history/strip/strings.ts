import { createTranslate } from '../../shared/strings.ts';

export const t = createTranslate({
  'history.title': 'Runs',
  'history.median': 'usually {time}',
  'history.slower': 'lately {percent} % slower',
  'history.faster': 'lately {percent} % faster',
  'history.steady': 'steady',
  'history.live': 'Back to live',
  'history.replay': 'Replay',
  'history.flaky': 'flaky',
  'history.flaky.jobs': 'Flaky at {sha}: {jobs}',
  'history.problem': 'Earlier runs could not be fetched.',
});
