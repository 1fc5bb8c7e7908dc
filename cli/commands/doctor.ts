import { isPipelineSlug } from '../../protocol/index.ts';
import { credentialsOf } from '../credentials.ts';
import { reasonOf } from '../connection.ts';
import { checkAccess, checkDeliveries } from '../doctor/access.ts';
import { shown, well, wrong, type Finding } from '../doctor/finding.ts';
import { checkPipeline, checkStream } from '../doctor/pipeline.ts';
import { checkServer, Server } from '../doctor/server.ts';
import { Masker } from '../mask.ts';
import { pipelineUrl } from '../session.ts';
import { parse, required, UsageError } from '../usage.ts';

export const DOCTOR_HELP = `\
Usage: pipeline-widgets doctor --src <url> [--token <token>]

Checks the way to a pipeline from end to end: the server, its clock, the pipeline, its stream, the token and what it allows,
and what became of the last webhooks. Says what is wrong and how to mend it, changes nothing, and ends with 1 if something is.

  --src <url>              the pipeline, such as https://ci.example.com/api/pipelines/shop (or PIPELINE_WIDGETS_SRC)
  --token <token>          the token to check (or PIPELINE_WIDGETS_TOKEN); inside GitHub Actions and GitLab CI
                           the job's own ID token, if there is no other`;

const OPTIONS = { src: { type: 'string' }, token: { type: 'string' } } as const;

export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parse({ args: [...args], options: OPTIONS });
  const { env } = process;
  const src = pipelineUrl(required(values.src ?? env['PIPELINE_WIDGETS_SRC'], '--src'));
  if (src === null) throw new UsageError('--src is empty');
  const masker = new Masker();
  const credentials = credentialsOf(values.token ?? env['PIPELINE_WIDGETS_TOKEN'], env, new URL(src).origin, masker);
  const server = new Server(src, credentials);

  const findings: Finding[] = [];
  const tell = (check: string, finding: Finding) => {
    findings.push(finding);
    console.log(masker.mask(shown(check, finding)));
  };
  const healthy = () => findings.every(({ kind }) => kind !== 'wrong');

  tell('address', addressOf(src));
  if (!healthy()) return 1;
  const { findings: found, reached } = await checkServer(server);
  for (const [check, finding] of found) tell(check, finding);
  if (!reached) return 1;
  try {
    const pipeline = await checkPipeline(server);
    tell('pipeline', pipeline);
    if (pipeline.kind !== 'wrong') tell('stream', await checkStream(server));
    const { finding, scopes } = await checkAccess(server, credentials);
    tell('token', finding);
    if (pipeline.kind !== 'wrong' && scopes.includes('config')) {
      for (const delivery of await checkDeliveries(server)) tell('delivery', delivery);
    }
  } catch (error) {
    tell(
      'server',
      wrong(`stopped answering: ${reasonOf(error)}`, 'Try again; if it stays so, look into the Worker’s log.'),
    );
  }
  return healthy() ? 0 : 1;
}

function addressOf(src: string): Finding {
  const slug = /^\/api\/pipelines\/([^/]+)$/.exec(new URL(src).pathname)?.[1];
  if (slug !== undefined && isPipelineSlug(slug)) return well(src);
  return wrong(`${src} is no address of a pipeline`, 'It looks like https://ci.example.com/api/pipelines/shop.');
}
