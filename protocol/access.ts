/** What a token allows. A token names one pipeline, or all of them with `*`. */
export const SCOPES = ['view', 'trigger', 'ingest', 'config', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

/** The pipeline that exists from the start and that the short routes `/api/config`, `/api/stream` and `/api/pipeline/trigger` mean. */
export const DEFAULT_PIPELINE = 'default';

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The name of a pipeline in URLs: lower case letters, digits and hyphens, 63 at most (a DNS label). */
export const isPipelineSlug = (text: string): boolean => SLUG.test(text);

/** Ids of runs, jobs, stages and nodes: printable, without white space at the ends, 256 characters at most. */
export const isId = (text: string): boolean => /^[^\p{Cc}\s](?:[^\p{Cc}]{0,254}[^\p{Cc}\s])?$/u.test(text);
