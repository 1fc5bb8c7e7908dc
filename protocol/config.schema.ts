import * as z from 'zod';
import { KEPT_LOG_BYTES, KEPT_LOG_LINES, type Config } from './config.ts';
import { id } from './event.schema.ts';
import { runner } from './runner.schema.ts';

/** The config's rules. `configJsonSchema` says the same to editors and to people. */

const ids = z.array(id).max(500);

const stage = z.object({
  id: id.describe('Named by jobs and events; keep it when you rename the stage.'),
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['build', 'test', 'deploy', 'other']).default('other'),
  match: z
    .array(z.string().min(1).max(200))
    .max(100)
    .default([])
    .describe('Names of jobs that belong here; * stands for any characters.'),
  activates: z
    .object({ nodes: ids.default([]), connections: ids.default([]) })
    .prefault({})
    .describe('What lights up on the map while the stage runs.'),
});

const node = z.object({
  id,
  name: z.string().trim().min(1).max(100),
  kind: z.string().min(1).max(50),
  group: z.string().min(1).max(100).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  instances: z.int().min(1).max(1_000_000).optional().describe('How many there are of it, where it is several.'),
  row: z
    .int()
    .min(0)
    .max(500)
    .optional()
    .describe('Where it stands in its group, from 0; the map finds a place when left out.'),
});

const connection = z.object({ id, from: id, to: id, label: z.string().max(100).optional() });

const jobName = z.string().trim().min(1).max(200);

const graph = z.object({
  jobs: z
    .array(
      z.object({
        name: jobName.describe('As the source names the job; * at its end stands for any characters.'),
        needs: z.array(jobName).max(200).default([]).describe('Names of other entries.'),
        stage: id.optional(),
      }),
    )
    .max(500),
});

const issuer = z
  .string()
  .max(300)
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:' && !/[?#@]/.test(text),
    'must be an https address such as https://token.actions.githubusercontent.com',
  );
const number = z.string().regex(/^\d{1,20}$/, 'must be a number, as text');

const oidcTrust = z
  .object({
    issuer: issuer.describe('https://token.actions.githubusercontent.com, https://gitlab.com'),
    audience: z.string().min(1).max(300).optional().describe('Whom its tokens must be for; this server when left out.'),
    repositoryId: number.optional().describe('GitHub’s number of the repository.'),
    projectId: number.optional().describe('GitLab’s number of the project.'),
  })
  .refine(
    ({ repositoryId, projectId }) => (repositoryId === undefined) !== (projectId === undefined),
    'set either repositoryId or projectId',
  );

/** `http://localhost:3000`, `https://example.com`: what a browser sends as `Origin`. */
const origin = z
  .string()
  .max(300)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin such as https://example.com',
  );

const retention = z.object({
  runs: z.int().min(1).max(500).describe('Finished runs at hand, with their logs; older ones are in the archive.'),
  days: z.int().min(1).max(3650).describe('Days that the archive keeps a run.'),
  logs: z
    .object({
      days: z.int().min(1).max(3650).optional().describe('Days from the end of the run; as long as the run itself.'),
      lines: z.int().min(1).max(1e9).optional().describe(`Of all finished runs together; ${KEPT_LOG_LINES}.`),
      bytes: z.int().min(1).max(1e10).optional().describe(`Of all finished runs together; ${KEPT_LOG_BYTES}.`),
    })
    .optional()
    .describe('How much log of finished runs is kept. A log goes as a whole, the oldest first, the newest never.'),
});

export const configSchema = z
  .object({
    title: z.string().trim().min(1).max(200).describe('Shown as the heading of the dashboard.'),
    description: z.string().trim().max(2000).describe('A sentence or two below the title.'),
    visibility: z.enum(['public', 'private']).describe('Private: reading needs a token with the scope view.'),
    stages: z.array(stage).min(1).max(50),
    topology: z.object({ nodes: z.array(node).max(2000), connections: z.array(connection).max(5000) }),
    runner: runner.describe('What a trigger starts.'),
    concurrency: z
      .enum(['supersede', 'queue'])
      .describe('What a trigger does while a simulated run is live: replace it, or wait for its end.'),
    origins: z.array(origin).max(50).describe('Pages that may write without a token where the pipeline is open.'),
    retention,
    oidc: z.array(oidcTrust).max(20).optional().describe('Projects whose own CI tokens may report their runs.'),
    silence: z
      .object({
        staleMinutes: z.int().min(1).max(10_080).default(30).describe('Until it is shown as stale.'),
        lostHours: z.int().min(1).max(840).default(24).describe('Until it is closed as lost.'),
      })
      .optional()
      .describe('How long a live run may be silent.'),
    graph: graph.optional().describe('What the jobs wait for, where their source does not say it.'),
  })
  .superRefine((config, context) => {
    unique(config.stages, ['stages'], context);
    unique(config.topology.nodes, ['topology', 'nodes'], context);
    unique(config.topology.connections, ['topology', 'connections'], context);
    const nodes = new Set(config.topology.nodes.map((entry) => entry.id));
    config.topology.connections.forEach((entry, index) => {
      for (const end of ['from', 'to'] as const) {
        if (!nodes.has(entry[end])) {
          context.addIssue({ code: 'custom', path: ['topology', 'connections', index, end], message: 'names no node' });
        }
      }
    });
    checkGraph(config.graph?.jobs ?? [], context);
    if (config.runner.kind === 'simulated' && config.runner.failAt !== undefined) {
      const { failAt } = config.runner;
      if (!config.stages.some((entry) => entry.id === failAt)) {
        context.addIssue({ code: 'custom', path: ['runner', 'failAt'], message: 'names no stage' });
      }
    }
  }) satisfies z.ZodType<Config>;

/** JSON Schema 2020-12 of what `POST …/config` takes. */
export const configJsonSchema = (): Record<string, unknown> => ({
  $id: 'config.schema.json',
  title: 'Pipeline config',
  ...z.toJSONSchema(configSchema, { io: 'input' }),
});

/** Each need is an entry of its own name, and following the needs never leads back. */
function checkGraph(jobs: readonly z.infer<typeof graph>['jobs'][number][], context: z.RefinementCtx): void {
  const needsOf = new Map(jobs.map(({ name, needs }) => [name, needs]));
  const settled = new Set<string>();
  const inCircle = (name: string, path: ReadonlySet<string>): boolean => {
    if (path.has(name)) return true;
    if (settled.has(name)) return false;
    const below = new Set(path).add(name);
    const circular = (needsOf.get(name) ?? []).some((need) => inCircle(need, below));
    if (!circular) settled.add(name);
    return circular;
  };
  jobs.forEach(({ name, needs }, index) => {
    const path = ['graph', 'jobs', index];
    if (jobs.findIndex((job) => job.name === name) < index) {
      context.addIssue({ code: 'custom', path: [...path, 'name'], message: 'is used twice' });
    }
    needs.forEach((need, at) => {
      if (!needsOf.has(need))
        context.addIssue({ code: 'custom', path: [...path, 'needs', at], message: 'names no job' });
    });
    if (inCircle(name, new Set())) {
      context.addIssue({ code: 'custom', path: [...path, 'needs'], message: 'leads back to the job itself' });
    }
  });
}

function unique(entries: readonly { id: string }[], path: (string | number)[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(entry.id))
      context.addIssue({ code: 'custom', path: [...path, index, 'id'], message: 'is used twice' });
    seen.add(entry.id);
  });
}
