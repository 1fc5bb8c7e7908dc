import type { Topology, TopologyConnection, TopologyNode } from '../topology.ts';

/** A part of the infrastructure: what it is, what it is called, and where it stands on the map. */
export interface Part {
  readonly kind: string;
  readonly name: string;
  readonly group?: string | undefined;
  readonly url?: string | undefined;
  readonly instances?: number | undefined;
}

/** Something in a file that is not on the map, for a person to know. */
export interface Unknown {
  readonly file: string;
  /** Where it stands there, as in `queues.consumers.0`. */
  readonly path: string;
}

/** The groups that importers make, from left to right; those that people name stand behind them. */
const GROUPS: readonly string[] = ['Source', 'Network', 'Triggers', 'Edge', 'Compute', 'Queues', 'Storage', 'Volumes'];

/** What a kind is called where one node stands for all of it. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  worker: 'Worker',
  pages: 'Pages',
  'durable-object': 'Durable Objects',
  kv: 'KV',
  d1: 'D1',
  r2: 'R2',
  queue: 'Queues',
  cron: 'Cron',
};

/** What the ids of a kind begin with, where it is not the kind. */
const ID_BASES: Readonly<Record<string, string>> = { 'durable-object': 'durable' };

/** Characters that the config's schema allows for a name and a label. */
const LONGEST = 100;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/**
 * A map while it is being read from files. A part is known by a key of its importer's, so that what several files name is
 * drawn once. The first part of a kind has the kind as its id, others their name behind it: ids stay when more is added.
 */
export class Sketch {
  readonly #isOverview: boolean;
  readonly #unknown: Unknown[] = [];
  readonly #ids = new Map<string, string>();
  readonly #nodes = new Map<string, TopologyNode>();
  readonly #connections = new Map<string, TopologyConnection & { readonly file?: string }>();

  /** `overview`: one node for all parts of a kind. */
  constructor(overview: boolean) {
    this.#isOverview = overview;
  }

  /** The id of the part with this key, which is drawn if it was not yet. */
  part(key: string, { kind, name: full, group, url, instances }: Part): string {
    const sameAs = this.#isOverview ? kind : key;
    const known = this.#ids.get(sameAs);
    if (known !== undefined) return known;
    const name = this.#isOverview ? (KIND_NAMES[kind] ?? full) : cut(full);
    const id = this.#freeId(ID_BASES[kind] ?? kind, name);
    this.#ids.set(sameAs, id);
    const own = this.#isOverview ? {} : { ...(url && { url }), ...(instances && { instances }) };
    this.#nodes.set(id, { id, name, kind, ...(group && { group }), ...own });
    return id;
  }

  /** A connection between two parts, by their ids. One that is there already may gain a word. */
  connect(from: string, to: string, word?: string): void {
    if (from === to) return;
    const id = `${from}-${to}`;
    const words = new Set(this.#connections.get(id)?.label?.split(', '));
    if (word && !this.#isOverview) words.add(word);
    this.#connections.set(id, { id, from, to, ...(words.size > 0 && { label: cut([...words].join(', ')) }) });
  }

  /** A node as somebody wrote it. Of one that is on the map already, it says more. */
  addNode(node: Partial<TopologyNode> & Pick<TopologyNode, 'id'>): void {
    this.#nodes.set(node.id, { name: node.id, kind: 'service', ...this.#nodes.get(node.id), ...node });
  }

  /** A connection as somebody wrote it. */
  addConnection(connection: Partial<TopologyConnection> & Pick<TopologyConnection, 'id'>, file: string): void {
    const { id } = connection;
    this.#connections.set(id, { from: '', to: '', ...this.#connections.get(id), ...connection, file });
  }

  miss(unknown: Unknown): void {
    this.#unknown.push(unknown);
  }

  /** The map in the order in which things flow, and what could not be drawn. */
  finish(): { topology: Topology; unknown: Unknown[] } {
    const all = [...this.#nodes.values()];
    const groups = [...new Set([...GROUPS, ...all.map(({ group = '' }) => group)])];
    const nodes = all.toSorted((a, b) => groups.indexOf(a.group ?? '') - groups.indexOf(b.group ?? ''));
    const ranks = new Map(nodes.map(({ id }, index) => [id, index]));
    const rank = (id: string): number => ranks.get(id) ?? -1;
    const isLoose = ({ from, to }: TopologyConnection): boolean => rank(from) < 0 || rank(to) < 0;
    const drawn = [...this.#connections.values()];
    const loose = drawn.filter(isLoose).map(({ id, file = '' }) => ({ file, path: `connections ${id}` }));
    const connections = drawn
      .filter((one) => !isLoose(one))
      .toSorted((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
      .map(({ file: _file, ...connection }) => connection);
    return { topology: { nodes, connections }, unknown: [...this.#unknown, ...loose] };
  }

  #freeId(base: string, name: string): string {
    const slug = name
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-|-$/g, '');
    const named = slug === '' ? base : `${base}-${slug}`;
    let id = this.#nodes.has(base) ? named : base;
    for (let count = 2; this.#nodes.has(id); count += 1) id = `${named}-${count}`;
    return id;
  }
}
