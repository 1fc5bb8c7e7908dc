import { describe, expect, it } from 'vitest';
import { DEFAULT_STAGES } from '../../../protocol/index.ts';
import { endedRun, sampleRun } from '../../shared/testing/sample.ts';
import { lightsOf } from './lights.ts';

const lit = (...args: Parameters<typeof lightsOf>) => {
  const { nodes, connections } = lightsOf(...args);
  return { nodes: Object.fromEntries(nodes), connections: Object.fromEntries(connections) };
};

describe('lightsOf', () => {
  it('is dark without a run', () => {
    expect(lit(null, DEFAULT_STAGES)).toEqual({ nodes: {}, connections: {} });
  });

  it('shows what a run says is at work', () => {
    expect(lit(sampleRun(), DEFAULT_STAGES)).toEqual({
      nodes: { worker: 'active', durable: 'active', d1: 'active' },
      connections: { 'worker-durable': 'active', 'durable-d1': 'active' },
    });
  });

  it('marks what belongs to the stage in which a run failed', () => {
    expect(lit(endedRun('failure'), DEFAULT_STAGES)).toEqual({
      nodes: { worker: 'failed', durable: 'failed', d1: 'failed' },
      connections: { 'worker-durable': 'failed', 'durable-d1': 'failed' },
    });
    expect(lit(endedRun('failure'), [])).toEqual({ nodes: {}, connections: {} });
  });

  it('marks what serves a version that went live, and nothing if it did not', () => {
    expect(lit(endedRun(), DEFAULT_STAGES).nodes).toEqual({ edge: 'healthy', pages: 'healthy', worker: 'healthy' });
    const stages = endedRun().stages.map((stage) =>
      stage.id === 'live' ? { ...stage, conclusion: 'skipped' as const } : stage,
    );
    expect(lit(endedRun('success', { stages }), DEFAULT_STAGES).nodes).toEqual({});
    expect(lit({ ...endedRun(), conclusion: 'cancelled', stages }, DEFAULT_STAGES).nodes).toEqual({});
  });
});
