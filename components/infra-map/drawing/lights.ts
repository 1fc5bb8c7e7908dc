import { isFailure, LIVE_STAGE, type Run, type StageConfig } from '../../../protocol/index.ts';
import type { Look } from '../../shared/look.ts';

/** How a part of the infrastructure stands: at work for the run, hit by its failure, in service, or not concerned. */
export type Light = 'active' | 'failed' | 'healthy' | 'idle';

export const LOOKS: Readonly<Record<Light, Look>> = {
  active: 'running',
  failed: 'failure',
  healthy: 'success',
  idle: 'created',
};

/** The light of each node and connection; those that are not there are idle. */
export interface Lights {
  readonly nodes: ReadonlyMap<string, Light>;
  readonly connections: ReadonlyMap<string, Light>;
}

/**
 * What a run lights up. While it runs, it says so itself; when it has failed, the part of its stage is marked; when it has
 * gone live, the part that now serves it.
 */
export function lightsOf(run: Run | null, stages: readonly StageConfig[]): Lights {
  if (run === null) return DARK;
  if (run.status !== 'completed')
    return light('active', { nodes: run.activeNodes, connections: run.activeConnections });
  const activates = (id: string | null) => stages.find((stage) => stage.id === id)?.activates ?? NOTHING;
  if (isFailure(run.conclusion)) return light('failed', activates(run.currentStage));
  const isLive = run.stages.some((stage) => stage.id === LIVE_STAGE && stage.conclusion === 'success');
  return isLive ? light('healthy', { nodes: activates(LIVE_STAGE).nodes, connections: [] }) : DARK;
}

const NOTHING: StageConfig['activates'] = { nodes: [], connections: [] };
const DARK: Lights = { nodes: new Map(), connections: new Map() };

const light = (light: Light, { nodes, connections }: StageConfig['activates']): Lights => ({
  nodes: new Map(nodes.map((id) => [id, light])),
  connections: new Map(connections.map((id) => [id, light])),
});
