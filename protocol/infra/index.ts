import type { Topology } from '../topology.ts';
import { readCompose } from './compose.ts';
import { parseJsonc } from './jsonc.ts';
import { readPlain } from './plain.ts';
import { Sketch, type Unknown } from './sketch.ts';
import { parseToml } from './toml.ts';
import { isTable, type Table } from './value.ts';
import { environmentsOf, readWrangler } from './wrangler.ts';

export type { Unknown } from './sketch.ts';

/** A file that says of what a system consists: `wrangler.toml`, `wrangler.jsonc`, `compose.yaml`, or a topology as JSON. */
export interface InfraFile {
  readonly name: string;
  readonly text: string;
}

export interface MapOptions {
  /** The environment of a wrangler config to draw; what stands outside of all when left out. */
  readonly environment?: string | undefined;
  /** One node for everything of a kind. */
  readonly overview?: boolean | undefined;
  /** Reads YAML, for which this has no reader of its own. Throws on what is none. */
  readonly readYaml: (text: string) => unknown;
}

/** A map drawn from files. Nothing that they name is left out silently. */
export interface InfraMap {
  readonly topology: Topology;
  readonly unknown: readonly Unknown[];
  /** The environments that could be drawn instead. */
  readonly environments: readonly string[];
}

/** A file cannot be read, or says nothing of infrastructure. The message names it. */
export class InfraError extends Error {}

/** One map of several files. A topology among them says more of what the others draw, where it names the same ids. */
export function mapOf(files: readonly InfraFile[], { environment, overview = false, readYaml }: MapOptions): InfraMap {
  const sketch = new Sketch(overview);
  const read = files.map((file) => ({ file: file.name, value: valueOf(file, readYaml) }));
  const kinds = read.map(({ file, value }) => ({ file, value, kind: kindOf(value, file) }));
  for (const { file, value, kind } of kinds) {
    if (kind === 'wrangler') readWrangler(value, file, sketch, environment);
    if (kind === 'compose') readCompose(value, file, sketch);
  }
  // Behind the others, whatever the order of the files is.
  for (const { file, value, kind } of kinds) if (kind === 'topology') readPlain(value, file, sketch);
  const environments = kinds.flatMap(({ kind, value }) => (kind === 'wrangler' ? environmentsOf(value) : []));
  if (environment !== undefined && !environments.includes(environment)) {
    throw new InfraError(`there is no environment '${environment}'; there are: ${environments.join(', ') || 'none'}`);
  }
  return { ...sketch.finish(), environments: [...new Set(environments)] };
}

/** The topology with the rows that a person has given its nodes on the map before. */
export function keepRows({ nodes, connections }: Topology, before: Topology): Topology {
  const rows = new Map(before.nodes.map(({ id, row }) => [id, row]));
  return { nodes: nodes.map((node) => ({ row: rows.get(node.id), ...node })), connections };
}

function valueOf({ name, text }: InfraFile, readYaml: (text: string) => unknown): Table {
  try {
    const value = /\.ya?ml$/i.test(name) ? readYaml(text) : /\.toml$/i.test(name) ? parseToml(text) : parseJsonc(text);
    if (isTable(value)) return value;
  } catch (error) {
    throw new InfraError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  throw new InfraError(`${name}: it must be an object`);
}

function kindOf(value: Table, file: string): 'wrangler' | 'compose' | 'topology' {
  if (Array.isArray(value['nodes']) || isTable(value['topology'])) return 'topology';
  if (isTable(value['services'])) return 'compose';
  if (['main', 'compatibility_date', 'assets', 'pages_build_output_dir'].some((key) => key in value)) return 'wrangler';
  throw new InfraError(`${file}: it is neither a config of wrangler, nor a compose file, nor a topology`);
}
