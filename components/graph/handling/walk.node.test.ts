import { describe, expect, it } from 'vitest';
import { layout } from '../layout.ts';
import { boxesOf } from '../boxes-of.ts';
import { moveOf, step } from './walk.ts';

const sizes = { nodeWidth: 160, nodeHeight: 44, gutter: 48, rowGap: 16 };
const edges = [
  { id: '1', from: 'build', to: 'unit' },
  { id: '2', from: 'build', to: 'e2e' },
  { id: '3', from: 'unit', to: 'deploy' },
];
const picture = layout(
  {
    columns: ['building', 'testing', 'deploying', 'live'],
    nodes: [
      { id: 'lint', column: 'building' },
      { id: 'build', column: 'building' },
      { id: 'unit', column: 'testing', members: ['unit 1', 'unit 2'] },
      { id: 'e2e', column: 'testing' },
      { id: 'deploy', column: 'deploying' },
    ],
    edges,
  },
  sizes,
);

describe('step', () => {
  it('goes up and down in a layer, through the members of what is unfolded', () => {
    expect(boxesOf(picture, 1)).toEqual(['unit', 'unit 1', 'unit 2', 'e2e']);
    expect(step(picture, 'unit', 'down')).toBe('unit 1');
    expect(step(picture, 'unit 1', 'up')).toBe('unit');
    expect(step(picture, 'unit 2', 'down')).toBe('e2e');
    expect(step(picture, 'e2e', 'down')).toBeNull();
    expect(step(picture, 'lint', 'up')).toBeNull();
  });

  it('goes forth to what follows and back to what came before', () => {
    expect(step(picture, 'build', 'forth')).toBe('unit');
    expect(step(picture, 'unit', 'forth')).toBe('deploy');
    expect(step(picture, 'e2e', 'back')).toBe('build');
    expect(step(picture, 'deploy', 'back')).toBe('unit');
  });

  it('goes to the nearest box of the next layer where no edge leads, and nowhere at the border', () => {
    expect(step(picture, 'lint', 'forth')).toBe('unit');
    expect(step(picture, 'unit 2', 'back')).toBe('build');
    expect(step(picture, 'deploy', 'forth')).toBeNull();
    expect(step(picture, 'build', 'back')).toBeNull();
    expect(step(picture, 'nobody', 'up')).toBeNull();
  });
});

describe('moveOf', () => {
  const key = (key: string, changes = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...changes });
  it('turns the arrows round where the page runs to the left, and leaves the browser its own keys', () => {
    expect(moveOf(key('ArrowRight'), false)).toBe('forth');
    expect(moveOf(key('ArrowRight'), true)).toBe('back');
    expect(moveOf(key('End', { ctrlKey: true }), false)).toBe('last');
    expect(moveOf(key('ArrowLeft', { altKey: true }), false)).toBeNull();
    expect(moveOf(key('a'), false)).toBeNull();
  });
});
