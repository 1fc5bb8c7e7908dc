import type { ConfigDocument, Topology } from '../../../../protocol/index.ts';
import { InfraError, keepRows, type InfraFile } from '../../../../protocol/infra/index.ts';
import { readMap } from '../../../shared/infra/read-map.ts';
import { saved } from '../draft.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** What files make of a config, and what they name that is not in it. */
export interface Imported {
  readonly config: JsonObject;
  readonly unknown: readonly string[];
}

/**
 * A config that was exported takes the place of the one there is; all other files draw the map. Throws an `InfraError` for
 * what is neither.
 */
export async function importFiles(files: readonly InfraFile[], current: JsonObject): Promise<Imported> {
  const [only, ...others] = files;
  const exported = only && others.length === 0 ? configIn(only.text) : null;
  if (exported) return { config: exported, unknown: [] };
  const { topology, unknown } = await readMap(files);
  if (topology.nodes.length === 0) throw new InfraError('There is nothing to draw in it.');
  return {
    config: { ...current, topology: keepRows(topology, current['topology'] as unknown as Topology) as unknown as Json },
    unknown: unknown.map(({ file, path }) => `${file}: ${path}`),
  };
}

/** The config in a file as this editor writes it; null for anything else. */
function configIn(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json;
    const isConfig = isObject(value) && ['title', 'stages', 'topology'].every((key) => key in value);
    return isConfig ? saved(value as unknown as ConfigDocument).config : null;
  } catch {
    return null; // no JSON: it may be TOML or YAML
  }
}
