import type { ConfigDocument, Scope } from '../../protocol/index.ts';
import type { Env } from '../env.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { mayWriteUnasked } from './origin.ts';
import { signingKeys } from './secrets.ts';
import { verifyToken, type Claims } from './tokens.ts';

/** A request to a pipeline, before anything is known of who sent it. */
export interface Visit {
  request: Request;
  url: URL;
  env: Env;
  pipeline: string;
  /** The config as readers see it, null for a pipeline that does not exist; read at most once a request. */
  config(): Promise<ConfigDocument | null>;
}

/** Who asks, as far as the pipeline cares. */
export interface Caller {
  /** The subject of the token; null for a caller without one. */
  subject: string | null;
  /** True when everyone may read what this caller reads, so that shared caches may keep it. */
  public: boolean;
  /** When the token expires (ms), and with it what it opened; Infinity for a caller without one. */
  until: number;
}

const ANYONE: Caller = { subject: null, public: true, until: Infinity };

/**
 * Decides whether the request may do what `scope` stands for. The order of the questions:
 *
 * 1. Reading: an unknown pipeline is 404, a public one is read by everyone, whatever credentials come along.
 * 2. A token counts whenever one is shown: 401 when it is not valid, 403 when it is for something else.
 * 3. Without a token: reading a private pipeline and writing to one that is not open are 401, known or not; writing to an
 *    open one is 403 for pages of other origins.
 */
export async function authorize({ request, url, env, pipeline, config }: Visit, scope: Scope): Promise<Caller> {
  if (scope === 'view') {
    const known = await config();
    if (known === null) throw notFound(`pipeline ${pipeline}`);
    if (known.visibility === 'public') return ANYONE;
  }
  const token = tokenOf(request, url);
  if (token !== null) {
    const claims = await verifyToken(token, signingKeys(env, pipeline));
    if (claims === null) throw unauthorized('The token is not valid here, or it has expired.', 'invalid_token');
    if (!grants(claims, pipeline, scope)) {
      throw new HttpProblem(403, `This takes a token for ${pipeline} with the scope ${scope}.`, {
        headers: { 'www-authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
      });
    }
    return { subject: claims.sub ?? null, public: false, until: claims.exp * 1000 };
  }
  if (scope === 'view' || !isOpen(env, pipeline)) {
    throw unauthorized(`This takes a token for ${pipeline} with the scope ${scope}.`);
  }
  const origin = request.headers.get('origin');
  const listed = origin === null ? [] : ((await config())?.origins ?? []);
  if (!mayWriteUnasked(origin, url, listed)) {
    throw new HttpProblem(403, 'Pages of this origin may not write here without a token; the config can list it.');
  }
  return ANYONE;
}

/** RFC 6750: in the header; in the query for GET alone, because an EventSource cannot send headers. */
export function tokenOf(request: Request, url: URL): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return request.method === 'GET' ? url.searchParams.get('token') : null;
  const match = /^Bearer +([\w.~+/-]+=*) *$/i.exec(header);
  if (match?.[1] === undefined) throw unauthorized('Authorization must be Bearer and a token.', 'invalid_request');
  return match[1];
}

const CHALLENGE = 'Bearer realm="pipeline-widgets"';

/** A 401 with its challenge; `error` as RFC 6750, section 3.1 names it, left out when no credentials came. */
export const unauthorized = (detail: string, error?: 'invalid_token' | 'invalid_request'): HttpProblem =>
  new HttpProblem(401, detail, {
    headers: { 'www-authenticate': error === undefined ? CHALLENGE : `${CHALLENGE}, error="${error}"` },
  });

const grants = (claims: Claims, pipeline: string, scope: Scope): boolean =>
  (claims.pipeline === pipeline || claims.pipeline === '*') && claims.scope.includes(scope);

const isOpen = (env: Env, pipeline: string): boolean =>
  (env.OPEN_PIPELINES ?? '').split(',').some((slug) => slug.trim() === pipeline);
