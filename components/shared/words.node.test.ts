import { describe, expect, it } from 'vitest';
import { CONCLUSIONS, STATUSES, WAIT_REASONS } from '../../protocol/index.ts';
import { elapsed, formatDuration, isoDuration } from './duration.ts';
import { LOOK_SHAPES } from './look-icons.ts';
import { lookOf, type Progressing } from './look.ts';
import { statusLabel } from './status.ts';
import { addStrings, createTranslate, t } from './strings.ts';
import { safeUrl } from './url.ts';

describe('texts', () => {
  it('have their values filled in, numbers in the way of the language', () => {
    expect(t('en', 'run.number', { number: 1234 })).toBe('Run 1,234');
  });

  it('come in the plural of the number', () => {
    const say = createTranslate({ jobs: { one: '{count} job', other: '{count} jobs' } });
    expect(say('en', 'jobs', { count: 1 })).toBe('1 job');
    expect(say('en', 'jobs', { count: 0 })).toBe('0 jobs');
    addStrings('pl', { jobs: { one: '{count} zadanie', few: '{count} zadania', other: '{count} zadań' } });
    expect(say('pl-PL', 'jobs', { count: 3 })).toBe('3 zadania');
    expect(say('pl', 'jobs', { count: 5 })).toBe('5 zadań');
  });

  it('fall back from the region to the language, and from there to English', () => {
    addStrings('pt', { 'status.running': 'Em execução' });
    addStrings('pt-BR', { 'status.queued': 'Na fila' });
    const label = (status: 'queued' | 'running' | 'waiting'): string =>
      statusLabel({ status, conclusion: null }, status === 'queued' ? 'pt-br' : 'pt-BR');
    expect(label('queued')).toBe('Na fila');
    expect(label('running')).toBe('Em execução');
    expect(label('waiting')).toBe('Waiting');
  });

  it('leave a value alone that looks like a placeholder', () => {
    const say = createTranslate({ 'test.two': '{a} and {b}' });
    expect(say('en', 'test.two', { a: '{b}', b: '$&' })).toBe('{b} and $&');
  });
});

describe('a status', () => {
  const things = STATUSES.flatMap((status): Progressing[] =>
    status === 'completed'
      ? CONCLUSIONS.flatMap((conclusion) => [false, true].map((allowFailure) => ({ status, conclusion, allowFailure })))
      : [null, ...WAIT_REASONS].map((waitReason) => ({ status, conclusion: null, waitReason })),
  );

  it.each(things)('has words and a shape: $status $conclusion $waitReason', (thing) => {
    expect(statusLabel(thing, 'en')).toMatch(/^[A-Z][a-z ,]+$/);
    expect(LOOK_SHAPES[lookOf(thing)]).toBeDefined();
  });

  it('of a failure that is allowed looks like none', () => {
    const failed = { status: 'completed', conclusion: 'failure' } as const;
    expect(lookOf(failed)).toBe('failure');
    expect(lookOf({ ...failed, allowFailure: true })).toBe('allowed');
  });
});

describe('durations', () => {
  it.each([
    [-5, '0s'],
    [999, '0s'],
    [52_000, '52s'],
    [64_000, '1m 04s'],
    [7_380_000, '2h 03m'],
    [273_600_000, '3d 04h'],
  ])('%i ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('are for machines too', () => expect(isoDuration(64_500)).toBe('PT64S'));

  it('count up while a thing has not ended, and never below zero', () => {
    expect(elapsed({ startTime: null, endTime: null }, 9)).toBeNull();
    expect(elapsed({ startTime: 5, endTime: null }, 9)).toBe(4);
    expect(elapsed({ startTime: 5, endTime: 7 }, 9)).toBe(2);
    expect(elapsed({ startTime: 50, endTime: null }, 9)).toBe(0);
  });
});

it.each([
  ['https://example.com/a', 'https://example.com/a'],
  ['http://localhost:3000', 'http://localhost:3000/'],
  ['javascript:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['/relative', null],
  ['', null],
  [null, null],
])('a link to %j goes to %j', (text, url) => expect(safeUrl(text)).toBe(url));
