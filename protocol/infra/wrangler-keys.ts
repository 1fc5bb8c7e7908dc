import type { Part } from './sketch.ts';

// What the configuration of wrangler 4 may say (developers.cloudflare.com/workers/wrangler/configuration).

/** A list of bindings in the config of wrangler: what they lead to, and which members say what that is called. */
export interface Binding {
  readonly path: readonly [string, ...string[]];
  readonly kind: string;
  readonly group: string;
  /** The members that may name it, best first. */
  readonly names: readonly string[];
  /** The member that is the same in every file that means the same thing; else it is this Worker's own. */
  readonly sameBy?: string;
}

export const BINDINGS: readonly Binding[] = [
  { path: ['kv_namespaces'], kind: 'kv', group: 'Storage', names: ['binding'], sameBy: 'id' },
  {
    path: ['d1_databases'],
    kind: 'd1',
    group: 'Storage',
    names: ['database_name', 'binding'],
    sameBy: 'database_name',
  },
  { path: ['r2_buckets'], kind: 'r2', group: 'Storage', names: ['bucket_name', 'binding'], sameBy: 'bucket_name' },
  { path: ['queues', 'producers'], kind: 'queue', group: 'Queues', names: ['queue'], sameBy: 'queue' },
  { path: ['hyperdrive'], kind: 'hyperdrive', group: 'Storage', names: ['binding'], sameBy: 'id' },
  { path: ['vectorize'], kind: 'vectorize', group: 'Storage', names: ['index_name'], sameBy: 'index_name' },
  {
    path: ['analytics_engine_datasets'],
    kind: 'analytics',
    group: 'Storage',
    names: ['dataset', 'binding'],
    sameBy: 'dataset',
  },
  { path: ['pipelines'], kind: 'pipeline', group: 'Storage', names: ['pipeline'], sameBy: 'pipeline' },
  { path: ['secrets_store_secrets'], kind: 'secrets', group: 'Storage', names: ['store_id'], sameBy: 'store_id' },
  { path: ['dispatch_namespaces'], kind: 'dispatch', group: 'Compute', names: ['namespace'], sameBy: 'namespace' },
  { path: ['send_email'], kind: 'email', group: 'Edge', names: ['name'] },
];

/** Bindings of which a Worker has one. */
export const SINGLE: Readonly<Record<string, Part>> = {
  ai: { kind: 'ai', name: 'Workers AI', group: 'Compute' },
  browser: { kind: 'browser', name: 'Browser Rendering', group: 'Compute' },
  images: { kind: 'images', name: 'Images', group: 'Compute' },
};

/** Keys that an environment takes over from the file, where it has none of its own. Bindings are not among them. */
export const INHERITED: ReadonlySet<string> = new Set(
  'main assets site pages_build_output_dir route routes triggers workers_dev tail_consumers'.split(' '),
);

/** What says how a Worker is made and run, and nothing of what it is connected with. */
export const SETTINGS: ReadonlySet<string> = new Set(
  (
    '$schema account_id alias base_dir build compatibility_date compatibility_flags define dev ' +
    'find_additional_modules jsx_factory jsx_fragment keep_names keep_vars legacy_env limits logpush migrations minify no_bundle ' +
    'observability placement preserve_file_names preview_urls python_modules ratelimits rules secrets send_metrics ' +
    'text_blobs tsconfig upload_source_maps usage_model vars version_metadata wasm_modules data_blobs'
  ).split(' '),
);

/** What is read. */
export const READ: ReadonlySet<string> = new Set([
  ...INHERITED,
  ...Object.keys(SINGLE),
  ...BINDINGS.map(({ path: [key] }) => key),
  ...'name env durable_objects services workflows containers'.split(' '),
]);
