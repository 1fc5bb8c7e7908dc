import type { Sketch } from './sketch.ts';
import { isTable, listOf, tableOf, textOf, type Table } from './value.ts';
import { BINDINGS, INHERITED, READ, SETTINGS, SINGLE } from './wrangler-keys.ts';

/** The names of the environments in a config. */
export const environmentsOf = (config: Table): string[] => Object.keys(tableOf(config['env']));

/** Draws the Worker or Pages project that a config of wrangler describes, in an environment if that is named. */
export function readWrangler(config: Table, file: string, sketch: Sketch, environment?: string): void {
  const own = environment === undefined ? undefined : tableOf(config['env'])[environment];
  const base = textOf(config['name']) ?? 'worker';
  const name = isTable(own) ? (textOf(own['name']) ?? `${base}-${environment}`) : base;
  const inherited = Object.entries(config).filter(([key]) => INHERITED.has(key));
  new WranglerReader(isTable(own) ? { ...Object.fromEntries(inherited), ...own } : config, name, file, sketch).read();
}

class WranglerReader {
  readonly #config: Table;
  readonly #name: string;
  readonly #file: string;
  readonly #sketch: Sketch;

  constructor(config: Table, name: string, file: string, sketch: Sketch) {
    this.#config = config;
    this.#name = name;
    this.#file = file;
    this.#sketch = sketch;
  }

  read(): void {
    const sketch = this.#sketch;
    const config = this.#config;
    const owner = this.#own();
    this.#objects(owner);
    for (const { path, kind, group, names, sameBy } of BINDINGS) {
      this.#each(path, names, (name, entry) => {
        const same = sameBy && textOf(entry[sameBy]);
        const key = same ? `${kind} ${same}` : `${kind} of ${this.#name} ${name}`;
        sketch.connect(owner, sketch.part(key, { kind, name, group }), textOf(entry['binding']));
      });
    }
    for (const [key, part] of Object.entries(SINGLE)) {
      if (isTable(config[key])) sketch.connect(owner, sketch.part(part.kind, part));
    }
    this.#each(['services'], ['service'], (name, { entrypoint }) =>
      sketch.connect(owner, this.#worker(name), textOf(entrypoint) ?? 'calls'),
    );
    this.#each(['tail_consumers'], ['service'], (name) => sketch.connect(owner, this.#worker(name), 'logs'));
    this.#each(['queues', 'consumers'], ['queue'], (name, { dead_letter_queue: dead }) => {
      const unread = textOf(dead);
      sketch.connect(this.#queue(name), owner, 'delivers');
      if (unread) sketch.connect(this.#queue(name), this.#queue(unread), 'unread');
    });
    for (const schedule of listOf(tableOf(config['triggers'])['crons']).map(textOf)) {
      if (schedule) sketch.connect(this.#cron(schedule), owner, 'starts');
    }
    for (const key of Object.keys(config)) {
      if (!READ.has(key) && !SETTINGS.has(key)) sketch.miss({ file: this.#file, path: key });
    }
  }

  /** The Worker or the Pages project itself, with the way in from the edge. Its id is what bindings lead away from. */
  #own(): string {
    const sketch = this.#sketch;
    const { main, assets, site, pages_build_output_dir: pages } = this.#config;
    const pagesOf = (name: string): string =>
      sketch.part(`pages ${this.#name}`, { kind: 'pages', name, group: 'Edge' });
    const routes = this.#routes();
    const isProject = pages !== undefined || (main === undefined && assets !== undefined);
    const isReached = isProject || routes.length > 0 || this.#config['workers_dev'] !== false;
    const edge = isReached ? sketch.part('edge', { kind: 'edge', name: 'Cloudflare Edge', group: 'Edge' }) : null;
    if (isProject) {
      const project = pagesOf(this.#name);
      if (edge) sketch.connect(edge, project, routes.join(', '));
      return project;
    }
    if (edge && (assets !== undefined || site !== undefined))
      sketch.connect(edge, pagesOf(`${this.#name} assets`), 'page');
    const domain = routes.find((route) => /^[\w.-]+$/.test(route));
    const worker = this.#worker(this.#name, domain && `https://${domain}/`);
    if (edge) sketch.connect(edge, worker, routes.join(', '));
    return worker;
  }

  #routes(): string[] {
    const { route, routes } = this.#config;
    return [route, ...listOf(routes)].flatMap((one) => textOf(isTable(one) ? one['pattern'] : one) ?? []);
  }

  /** What runs beside the Worker: its Durable Objects, their containers, its workflows. */
  #objects(owner: string): void {
    const sketch = this.#sketch;
    const own = this.#name;
    const part = (kind: string, name: string, key: string): string =>
      sketch.part(`${kind} ${key}`, { kind, name, group: 'Compute' });
    const objectOf = (name: string, script: unknown): string =>
      part('durable-object', name, `${textOf(script) ?? own} ${name}`);
    this.#each(['durable_objects', 'bindings'], ['class_name'], (name, { script_name: script }) =>
      sketch.connect(owner, objectOf(name, script)),
    );
    this.#each(['workflows'], ['name'], (name, { script_name: script }) =>
      sketch.connect(owner, part('workflow', name, `${textOf(script) ?? own} ${name}`), 'starts'),
    );
    this.#each(['containers'], ['class_name'], (name, { image }) =>
      sketch.connect(objectOf(name, own), part('container', textOf(image) ?? name, `${own} ${name}`), 'runs'),
    );
  }

  /** Every entry of a list with what it is called: the first of these members that says so. One without is told of. */
  #each(path: readonly string[], names: readonly string[], draw: (name: string, entry: Table) => void): void {
    const list = path.reduce<unknown>((value, key) => tableOf(value)[key], this.#config);
    listOf(list).forEach((value, index) => {
      const entry = tableOf(value);
      const name = names.map((key) => textOf(entry[key])).find((text) => text !== undefined);
      if (name === undefined) this.#sketch.miss({ file: this.#file, path: [...path, index].join('.') });
      else draw(name, entry);
    });
  }

  #worker(name: string, url?: string): string {
    return this.#sketch.part(`worker ${name}`, { kind: 'worker', name, group: 'Compute', url });
  }

  #queue(name: string): string {
    return this.#sketch.part(`queue ${name}`, { kind: 'queue', name, group: 'Queues' });
  }

  #cron(schedule: string): string {
    return this.#sketch.part(`cron ${schedule}`, { kind: 'cron', name: schedule, group: 'Triggers' });
  }
}
