import type { Sketch } from './sketch.ts';
import { countOf, listOf, tableOf, textOf, type Table } from './value.ts';

/**
 * A topology as JSON, or the config of a pipeline with one in it. Of what is on the map already it need only say the id and
 * what is different: a better name, a label, an address.
 */
export function readPlain(value: Table, file: string, sketch: Sketch): void {
  const { nodes, connections } = tableOf(value['topology'] ?? value);
  each('nodes', nodes, (entry, id) => {
    const instances = countOf(entry['instances']);
    sketch.addNode({ id, ...texts(entry, ['name', 'kind', 'group', 'url']), ...(instances && { instances }) });
  });
  each('connections', connections, (entry, id) =>
    sketch.addConnection({ id, ...texts(entry, ['from', 'to', 'label']) }, file),
  );

  function each(path: string, list: unknown, add: (entry: Table, id: string) => void): void {
    listOf(list).forEach((entry, index) => {
      const id = textOf(tableOf(entry)['id']);
      if (id === undefined) sketch.miss({ file, path: `${path}.${index}` });
      else add(tableOf(entry), id);
    });
  }
}

/** Those of the members that are texts. */
const texts = <Key extends string>(entry: Table, keys: readonly Key[]): Partial<Record<Key, string>> =>
  Object.fromEntries(keys.flatMap((key) => (textOf(entry[key]) ? [[key, textOf(entry[key])]] : []))) as Partial<
    Record<Key, string>
  >;
