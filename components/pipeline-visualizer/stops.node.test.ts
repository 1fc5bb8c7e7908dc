import { describe, expect, it } from 'vitest';
import { sampleRun } from '../shared/testing/sample.ts';
import { draw } from './drawing.ts';
import { lead, type Move } from '../graph/handling/walk.ts';
import { stops } from './stops.ts';

const TEST = 'fold:["stage:testing","test"]';
const { layout } = draw(sampleRun(), new Set([TEST]), null);
const go = (from: string, ...moves: Move[]): string | null =>
  moves.reduce<string | null>((at, next) => at && lead(layout, stops(layout), at, next), from);

describe('the keys', () => {
  it('can reach everything, in reading order', () => {
    expect(stops(layout)).toEqual([
      'stage:queued',
      'stage:building',
      'job:build',
      'job:lint',
      'stage:testing',
      TEST,
      'job:test/18',
      'job:test/20',
      'job:test/22',
      'stage:deploying',
      'job:deploy',
      'stage:live',
    ]);
  });

  it('leads from stage to stage, and down into one and up to it again', () => {
    expect(go('stage:queued', 'forth', 'forth')).toBe('stage:testing');
    expect(go('stage:testing', 'down')).toBe(TEST);
    expect(go('job:lint', 'up', 'up')).toBe('stage:building');
    expect(go('stage:queued', 'down')).toBeNull();
    expect(go('stage:queued', 'back')).toBeNull();
    expect(go('stage:building', 'up')).toBeNull();
  });

  it('follows what a job needs and what needs it', () => {
    expect(go('job:build', 'forth')).toBe('job:test/18');
    expect(go('job:test/22', 'back')).toBe('job:build');
    expect(go('job:test/22', 'forth')).toBe('job:deploy');
    expect(go('job:deploy', 'forth')).toBe('stage:live');
  });

  it('jumps to the ends of a stage and of the graph', () => {
    expect(go('job:test/18', 'home')).toBe('stage:testing');
    expect(go(TEST, 'end')).toBe('job:test/22');
    expect(go('stage:testing', 'end')).toBe('job:test/22');
    expect(go('job:test/18', 'first')).toBe('stage:queued');
    expect(go('job:test/18', 'last')).toBe('stage:live');
    expect(go('job:deploy', 'end')).toBe('job:deploy');
  });
});
