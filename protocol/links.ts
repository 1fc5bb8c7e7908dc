import type { Entity } from './entity.ts';
import type { JobEvent } from './event.ts';
import { compareText, type Facts, type Register } from './facts.ts';
import type { Job } from './run.ts';

/**
 * Edges that a source tells by its news: this one came after that one. Each name is a field of its own, so that the sets of
 * several deliveries merge as a union.
 */
const NEWS = 'news:';
const AFTER = 'after:';

const SAID: Register = [0, 0, true];

export function linkFacts({ news, after = [] }: Pick<JobEvent, 'news' | 'after'>): Facts {
  const names = [...(news === undefined ? [] : [NEWS + news]), ...after.map((name) => AFTER + name)];
  return names.length === 0 ? NONE : Object.fromEntries(names.map((name) => [name, SAID]));
}

const NONE: Facts = {};

/** Gives jobs that do not say what they need those whose news they came after. `entities` are those of each job, by its id. */
export function followLinks(jobs: readonly Job[], entities: ReadonlyMap<string, readonly Entity[]>): readonly Job[] {
  const tellers = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const [id, namesakes] of entities) {
    for (const links of namesakes.map(linksOf)) {
      for (const name of links.news) tellers.set(name, [...(tellers.get(name) ?? []), id]);
      if (links.after.length > 0) after.set(id, [...(after.get(id) ?? []), ...links.after]);
    }
  }
  if (after.size === 0) return jobs;
  return jobs.map((job) => {
    if (job.needs.length > 0) return job;
    const needs = new Set((after.get(job.id) ?? []).flatMap((name) => tellers.get(name) ?? []));
    needs.delete(job.id);
    return needs.size === 0 ? job : { ...job, needs: [...needs].sort(compareText) };
  });
}

interface Links {
  news: readonly string[];
  after: readonly string[];
}

const known = new WeakMap<Entity, Links>();

function linksOf(entity: Entity): Links {
  const before = known.get(entity);
  if (before) return before;
  const fields = Object.keys(entity.lasting);
  const named = (prefix: string) =>
    fields.flatMap((field) => (field.startsWith(prefix) ? [field.slice(prefix.length)] : []));
  const links = { news: named(NEWS), after: named(AFTER) };
  known.set(entity, links);
  return links;
}
