import type { Sketch } from './sketch.ts';
import { countOf, isTable, listOf, tableOf, textOf, type Table } from './value.ts';

/** What an image is, by a word in its name. */
const IMAGES: readonly (readonly [words: RegExp, kind: string, group: string])[] = [
  [/nginx|traefik|caddy|haproxy|envoy|httpd/, 'proxy', 'Edge'],
  [/rabbitmq|kafka|redpanda|nats|mosquitto|activemq/, 'queue', 'Queues'],
  [/redis|valkey|memcached|keydb|dragonfly/, 'cache', 'Storage'],
  [
    /postgres|postgis|timescale|mysql|mariadb|mongo|cockroach|cassandra|clickhouse|influx|neo4j|mssql|oracle|couch/,
    'database',
    'Storage',
  ],
  [/elasticsearch|opensearch|meilisearch|typesense|solr/, 'search', 'Storage'],
  [/minio|seaweedfs|localstack/, 'r2', 'Storage'],
];

/** Keys of a file that bring parts in from elsewhere, or that this does not know. */
const KNOWN: ReadonlySet<string> = new Set('name version services volumes networks secrets configs'.split(' '));

/** Draws the services of a compose file (compose-spec.io), what they need, and the volumes that they share. */
export function readCompose(config: Table, file: string, sketch: Sketch): void {
  const services = tableOf(config['services']);
  const serviceOf = (name: string): string => {
    const service = tableOf(services[name]);
    const [kind, group] = kindOf(service);
    const instances = countOf(tableOf(service['deploy'])['replicas'] ?? service['scale']);
    return sketch.part(`service ${file} ${name}`, { kind, name, group, instances });
  };
  for (const [name, value] of Object.entries(services)) {
    const miss = (path: string): void => sketch.miss({ file, path: `services.${name}${path}` });
    if (!isTable(value)) {
      miss('');
      continue;
    }
    const service = serviceOf(name);
    const ports = listOf(value['ports']).flatMap((port) => publishedOf(port) ?? []);
    if (ports.length > 0) {
      const outside = sketch.part('outside', { kind: 'edge', name: 'Network', group: 'Network' });
      sketch.connect(outside, service, ports.join(', '));
    }
    for (const [other, word] of needsOf(value)) {
      if (other in services) sketch.connect(service, serviceOf(other), word);
      else miss(`: ${other}`);
    }
    for (const volume of volumesOf(value)) {
      sketch.connect(
        service,
        sketch.part(`volume ${file} ${volume}`, { kind: 'volume', name: volume, group: 'Volumes' }),
      );
    }
    // Its parts stand in another file.
    if ('extends' in value) miss('.extends');
  }
  for (const key of Object.keys(config)) {
    if (!KNOWN.has(key) && !key.startsWith('x-')) sketch.miss({ file, path: key });
  }
}

function kindOf({ image }: Table): readonly [kind: string, group: string] {
  // `registry:5000/team/postgres:16@sha256:…`
  const name = (textOf(image) ?? '').split('/').at(-1)?.split(/[:@]/)[0] ?? '';
  const [, kind, group] = IMAGES.find(([words]) => words.test(name)) ?? [null, 'container', 'Compute'];
  return [kind, group];
}

/** The services that one needs, with the word for it. */
function needsOf({ depends_on: needs, links }: Table): [name: string, word: string | undefined][] {
  const conditions: [string, string | undefined][] = Array.isArray(needs)
    ? needs.flatMap((name) => (textOf(name) ? [[String(name), undefined]] : []))
    : Object.entries(tableOf(needs)).map(([name, how]) => [
        name,
        textOf(tableOf(how)['condition'])
          ?.replace(/^service_/, '')
          .replaceAll('_', ' '),
      ]);
  const linked = listOf(links).flatMap((link): [string, undefined][] => {
    const name = textOf(link)?.split(':')[0];
    return name ? [[name, undefined]] : [];
  });
  return [...conditions, ...linked];
}

/** Volumes that have a name. What is mounted from the machine's own folders is a setting. */
const volumesOf = ({ volumes }: Table): string[] =>
  listOf(volumes).flatMap((volume) => {
    const source = isTable(volume)
      ? volume['type'] === 'bind'
        ? undefined
        : textOf(volume['source'])
      : shortSource(volume);
    return source ?? [];
  });

/** `data:/var/lib/data:ro`, and not `./src:/app` or `/var/lib/data`. */
const shortSource = (volume: unknown): string | undefined => /^([\w][\w.-]*):/.exec(textOf(volume) ?? '')?.[1];

/** The port on the machine: `"127.0.0.1:8080:80/tcp"`, `80`, or the long form. */
function publishedOf(port: unknown): string | undefined {
  if (isTable(port)) return textOf(port['published']) ?? textOf(port['target']);
  const parts = textOf(port)
    ?.replace(/\/\w+$/, '')
    .split(':');
  return parts && (parts.at(-2) ?? parts[0]);
}
