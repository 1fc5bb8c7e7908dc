import { describe, expect, it } from 'vitest';
import { trespass } from './rooms.mjs';

describe('rooms', () => {
  it.each([
    ['worker/router.ts', '../protocol/index.ts'],
    ['worker/router.ts', 'itty-router'],
    ['protocol/config.schema.ts', 'zod'],
    ['components/log-viewer/log-viewer.ts', '../shared/base-element.ts'],
    ['components/log-viewer/log-viewer.ts', './model/row.ts'],
    ['components/pipeline-dashboard/pipeline-dashboard.ts', '../log-viewer/index.ts'],
    ['components/define.ts', './log-viewer/define.ts'],
    ['components/store/feed.ts', '../../protocol/index.ts'],
    ['demo/main.ts', 'pipeline-widgets/define'],
    ['demo/main.ts', './page.ts'],
    ['scripts/build.mjs', '../components/index.ts'],
  ])('lets %s import %s', (from, source) => {
    expect(trespass(from, source)).toBeUndefined();
  });

  it.each([
    ['components/store/feed.ts', '../../worker/router.ts', 'worker/'],
    ['components/store/feed.ts', '../../protocol/config.schema.ts', 'zod'],
    ['components/store/feed.ts', 'zod', '"zod"'],
    ['components/store/feed.ts', 'node:fs', '"node:fs"'],
    ['components/log-viewer/log-viewer.ts', '../infra-map/layout.ts', 'infra-map'],
    ['worker/router.ts', '../components/store/index.ts', 'components/'],
    ['protocol/merge.ts', '../worker/index.ts', 'worker/'],
    ['protocol/merge.ts', 'zod', '"zod"'],
    ['cli/main.ts', '../scripts/run.mjs', 'scripts/'],
    ['demo/main.ts', '../components/define.ts', 'components/'],
  ])('keeps %s from %s', (from, source, reason) => {
    expect(trespass(from, source)).toContain(reason);
  });
});
