import { mapOf, type InfraFile, type InfraMap } from '../../../protocol/infra/index.ts';

/** What a person's files draw: `wrangler.toml`, compose files, topologies. Rejects with an `InfraError` that says what is wrong. */
export async function readMap(files: readonly InfraFile[]): Promise<InfraMap> {
  const hasYaml = files.some(({ name }) => /\.ya?ml$/i.test(name));
  // Its reader is larger than all else here, and few need it.
  const readYaml = hasYaml ? (await import('yaml')).parse : (text: string): unknown => text;
  return mapOf(files, { readYaml });
}
