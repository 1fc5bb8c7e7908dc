import { readFileSync } from 'node:fs';
import { InfraError, keepRows, mapOf, type InfraFile, type InfraMap } from '../../protocol/infra/index.ts';
import type { ConfigAnswer, ConfigDocument, Topology } from '../../protocol/index.ts';
import { reasonOf } from '../connection.ts';
import { credentialsOf } from '../credentials.ts';
import { Server, type Reply } from '../doctor/server.ts';
import { Masker } from '../mask.ts';
import { createNotice, type Notice } from '../notice.ts';
import { detailOf } from '../problem.ts';
import { pipelineUrl } from '../session.ts';
import { parse, required, UsageError } from '../usage.ts';

export const MAP_HELP = `\
Usage: pipeline-widgets map <file>… [--env <name>] [--overview] [--save --src <url> [--token <token>]]

Draws the infrastructure that files describe as one map, and prints it as the JSON of a topology: wrangler.toml and
wrangler.jsonc of any number of Workers, compose.yaml, and topologies as JSON, which say more of what the others draw. What
cannot be drawn is listed on stderr.

  --env <name>             the environment of the wrangler files
  --overview               one node for everything of a kind
  --save                   also saves it as the map of a pipeline; starts no run
  --src <url>              the pipeline, such as https://ci.example.com/api/pipelines/shop (or PIPELINE_WIDGETS_SRC)
  --token <token>          allows config (or PIPELINE_WIDGETS_TOKEN)`;

const OPTIONS = {
  env: { type: 'string' },
  overview: { type: 'boolean' },
  save: { type: 'boolean' },
  src: { type: 'string' },
  token: { type: 'string' },
} as const;

const NOTHING: Pick<ConfigDocument, 'revision' | 'topology'> = {
  revision: 0,
  topology: { nodes: [], connections: [] },
};

/** How often a save is tried again because somebody else saved meanwhile. */
const MOST_TRIES = 5;

export async function map(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('no file is named');
  const notice = createNotice(false);
  const { topology, unknown } = await read(positionals.map(fileAt), values);
  for (const { file, path } of unknown) notice.say(`${file}: ${path} is not on the map`);
  console.log(JSON.stringify(topology, null, 2));
  if (!values.save) return 0;
  const src = pipelineUrl(required(values.src ?? process.env['PIPELINE_WIDGETS_SRC'], '--src'));
  if (src === null) throw new UsageError('--src is empty');
  const token = values.token ?? process.env['PIPELINE_WIDGETS_TOKEN'];
  const server = new Server(src, credentialsOf(token, {}, null, new Masker()));
  return save(server, topology, notice);
}

function fileAt(name: string): InfraFile {
  try {
    return { name, text: readFileSync(name, 'utf8') };
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reasonOf(error)}`);
  }
}

async function read(
  files: readonly InfraFile[],
  { env, overview }: { env?: string; overview?: boolean },
): Promise<InfraMap> {
  const { parse: readYaml } = await import('yaml'); // no other command has to wait for it
  try {
    return mapOf(files, { environment: env, overview, readYaml });
  } catch (error) {
    if (error instanceof InfraError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Changes the map alone. What somebody else saves at the same time stands beside it. */
async function save(server: Server, topology: Topology, notice: Notice): Promise<number> {
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const current = await server.ask(`${server.src}/config`);
      // A pipeline that does not exist yet comes to exist with its first config.
      const isNew = current.status === 404;
      if (current.status !== 200 && !isNew) throw refused(current);
      const { revision, topology: before } = isNew ? NOTHING : (JSON.parse(current.body) as ConfigDocument);
      const answer = await server.ask(`${server.src}/config?trigger=false`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(revision > 0 && { 'if-match': `"${revision}"` }) },
        body: JSON.stringify({ topology: keepRows(topology, before) }),
      });
      if (answer.status === 200) {
        notice.say(`saved as revision ${(JSON.parse(answer.body) as ConfigAnswer).config.revision} of ${server.src}`);
        return 0;
      }
      if (answer.status !== 412) throw refused(answer);
    }
    throw new Error('others save all the time');
  } catch (error) {
    notice.say(`not saved: ${reasonOf(error)}`);
    return 1;
  }
}

const refused = ({ status, body }: Reply): Error => new Error(`the server refused it (${status}${detailOf(body)})`);
