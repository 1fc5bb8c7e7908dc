import type { Delivery, Scope } from '../../protocol/index.ts';
import { claimsOf, type Credentials } from '../credentials.ts';
import { note, well, wrong, type Finding } from './finding.ts';
import type { Server } from './server.ts';

/** How each scope is tried without effect: a write that is let in is refused for its type (415). */
const TRIALS: readonly (readonly [scope: Scope, method: 'GET' | 'POST', path: string])[] = [
  ['view', 'GET', '/runs?limit=1'],
  ['ingest', 'POST', '/events'],
  ['trigger', 'POST', '/trigger'],
  ['config', 'GET', '/config/revisions'],
];
const NO_TYPE_OF_OURS = 'application/pdf';

/** Which scopes the credentials have, and whether they are any good. */
export async function checkAccess(
  server: Server,
  credentials: Credentials,
): Promise<{ finding: Finding; scopes: Scope[] }> {
  const token = await credentials.token();
  const tried = await Promise.all(
    TRIALS.map(async ([scope, method, path]) => {
      const headers = method === 'POST' ? { 'content-type': NO_TYPE_OF_OURS } : {};
      const { status } = await server.ask(`${server.src}${path}`, { method, headers });
      return { scope, status };
    }),
  );
  const scopes = tried.filter(({ status }) => status === 200 || status === 415).map(({ scope }) => scope);
  const refused = tried.some(({ scope, status }) => scope !== 'view' && status === 401);
  return { scopes, finding: judge({ token, kind: credentials.kind, slug: server.slug, scopes, refused }) };
}

interface Tried {
  token: string | undefined;
  kind: Credentials['kind'];
  slug: string;
  scopes: readonly Scope[];
  refused: boolean;
}

function judge({ token, kind, slug, scopes, refused }: Tried): Finding {
  const allows = scopes.length === 0 ? 'nothing' : scopes.join(', ');
  if (kind === 'id-token') {
    return scopes.includes('ingest')
      ? well('the ID token of this CI job may report its run')
      : wrong('the ID token of this CI job is not believed', trustFor(claimsOf(token ?? '')));
  }
  if (token === undefined) {
    const open = scopes.filter((scope) => scope !== 'view');
    return open.length > 0
      ? note(
          `none given; without one anybody may ${open.join(', ')}`,
          'Good for a demo: take it out of OPEN_PIPELINES otherwise.',
        )
      : note(`none given; without one allowed: ${allows}`, 'To check one: --token, or PIPELINE_WIDGETS_TOKEN.');
  }
  const { exp, pipeline, sub } = claimsOf(token);
  const until = typeof exp === 'number' ? exp * 1000 : null;
  if (until !== null && until < Date.now()) {
    return wrong(
      `has expired at ${new Date(until).toISOString()}`,
      'Make a new one: npx pipeline-widgets token --help.',
    );
  }
  if (refused) {
    return wrong(
      'is not valid here',
      'It is signed with another AUTH_SECRET than the Worker’s, or cut: make a new one there.',
    );
  }
  if (pipeline !== '*' && pipeline !== slug) {
    return wrong(
      `is for the pipeline ${typeof pipeline === 'string' ? pipeline : 'of another server'}, not for ${slug}`,
      'Take the token of this pipeline, or the address of that one.',
    );
  }
  const whose = `${typeof sub === 'string' ? `of ${sub}, ` : ''}for ${pipeline === '*' ? 'all pipelines' : slug}`;
  const found = `${whose}${until === null ? '' : `, until ${new Date(until).toISOString()}`}: allows ${allows}`;
  // Good for a page, and of no use for who has come to find out why nothing shows.
  return scopes.includes('ingest')
    ? well(found)
    : note(found, 'Nothing can be reported with it: make one with npx pipeline-widgets token --scope ingest.');
}

/** What the config would have to say for the token to be believed. */
function trustFor({ iss, aud, repository_id, project_id, event_name }: Readonly<Record<string, unknown>>): string {
  if (event_name === 'pull_request_target' || event_name === 'workflow_run') {
    return `Runs of ${event_name} work on what strangers wrote: their tokens are never believed.`;
  }
  const project = repository_id === undefined ? { projectId: project_id } : { repositoryId: repository_id };
  return `Its config must list it: "oidc": [${JSON.stringify({ issuer: iss, audience: aud, ...project })}]`;
}

/** Deliveries that are listed. */
const SHOWN = 5;

/** What came by webhook, and what became of it. */
export async function checkDeliveries(server: Server): Promise<Finding[]> {
  const { status, body } = await server.ask(`${server.src}/deliveries`);
  if (status !== 200) return [note(`cannot be read (${status})`)];
  const { deliveries } = JSON.parse(body) as { deliveries: readonly Delivery[] };
  if (deliveries.length === 0)
    return [note('none yet', 'For a CI system that sends webhooks: set one up, and let it send a test.')];
  const newest = new Set<string>();
  return deliveries
    .toSorted((a, b) => b.time - a.time)
    .slice(0, SHOWN)
    .map((delivery) => {
      const { source, event, outcome, why, run, time } = delivery;
      const first = !newest.has(source);
      newest.add(source);
      const what = [
        `${source} ${event}, ${ago(Date.now() - time)}: ${outcome}`,
        run === null ? '' : ` ${run}`,
        why === null ? '' : ` (${why})`,
      ].join('');
      // What has worked again since is past.
      return outcome === 'rejected' && first
        ? wrong(what, cureFor(why ?? ''))
        : outcome === 'applied'
          ? well(what)
          : note(what);
    });
}

function cureFor(why: string): string {
  if (/signature/i.test(why))
    return 'The secret there and the Worker’s differ: set both to the same (npx wrangler secret put).';
  if (/^40[134] from /.test(why)) return 'Give the Worker a token that may read it: npx wrangler secret put.';
  if (/no secret/i.test(why)) return 'Set it: npx wrangler secret put, with the name above.';
  return 'What was sent is not what this address takes: check its content type and events.';
}

function ago(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1440)} days ago`;
}
