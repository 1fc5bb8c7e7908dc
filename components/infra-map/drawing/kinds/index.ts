import { createTranslate, type Text } from '../../../shared/strings.ts';

/** Marks for kinds that importers know, and most maps have none of: lines on a grid of 24 x 24. */
export const MARKS: Readonly<Record<string, string>> = {
  r2: 'M4 6.5C4 4.7 7.6 3.25 12 3.25s8 1.45 8 3.25-3.6 3.25-8 3.25S4 8.3 4 6.5zl2 12c.4 1.4 2.9 2.25 6 2.25s5.6-.85 6-2.25l2-12',
  queue: 'M3.5 8h4v8h-4zm6.25 0h4v8h-4zM17 12h4.5m-2-2.25L21.5 12l-2 2.25',
  cron: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7v5l3.5 2.5',
  container: 'M3.5 7.5 12 3.5l8.5 4v9l-8.5 4-8.5-4zM3.5 7.5l8.5 4 8.5-4M12 11.5v9M7.75 5.5l8.5 4',
  workflow: 'M4 4.5h6v5H4zM14 14.5h6v5h-6zM10 7h4.5A2.5 2.5 0 0 1 17 9.5v5m-2-2 2 2 2-2',
  ai: 'M12 3.5 13.8 9.7 20 11.5l-6.2 1.8L12 19.5l-1.8-6.2L4 11.5l6.2-1.8zM19 17v4m-2-2h4',
  browser: 'M3.5 5h17v14h-17zM3.5 9h17M6.25 7h.01M9 7h.01',
  images: 'M3.5 5h17v14h-17zm0 11 5-5 4 4 3-3 5 4.5M15 9.5h.01',
  hyperdrive:
    'M4.5 7c0-1.5 3.4-2.75 7.5-2.75S19.5 5.5 19.5 7s-3.4 2.75-7.5 2.75S4.5 8.5 4.5 7zv10c0 1.5 3.4 2.75 7.5 2.75M19.5 7v4m-5 7.5h6m-2.5-2.5 2.5 2.5-2.5 2.5',
  vectorize: 'M12 12V4m0 8 6.9 4M12 12l-6.9 4M9.5 6.5 12 4l2.5 2.5M18.5 12.5l.4 3.5-3.4.9M5.5 12.5l-.4 3.5 3.4.9',
  analytics: 'M4 20V4m0 16h16M8 16v-4m4 4V8m4 8v-6',
  pipeline: 'M3.5 9h11a3.5 3.5 0 0 1 0 7h-4M3.5 15h3m0-9v6m7 1-3 3 3 3',
  secrets: 'M6 11h12v8.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5V16',
  dispatch: 'M3.5 12h6m0 0 8-6.5m-8 6.5 8 6.5M17.5 5.5h-3m3 0v3m0 10h-3m3 0v-3',
  email: 'M3.5 5.5h17v13h-17zm0 1 8.5 6.5 8.5-6.5',
  proxy: 'M12 3.5v17M4 8h5m0 0L6.5 5.5M9 8l-2.5 2.5M15 16h5m0 0-2.5-2.5M20 16l-2.5 2.5',
  cache: 'M13 3 5.5 13.5H11L10 21l8-11h-5.5z',
  database:
    'M4.5 6c0-1.5 3.4-2.75 7.5-2.75S19.5 4.5 19.5 6s-3.4 2.75-7.5 2.75S4.5 7.5 4.5 6zv12c0 1.5 3.4 2.75 7.5 2.75s7.5-1.25 7.5-2.75V6m-15 6c0 1.5 3.4 2.75 7.5 2.75s7.5-1.25 7.5-2.75',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm4.7 11.2L20.5 20.5',
  volume: 'M3.5 14.5h17v5h-17zM3.5 14.5 6 5h12l2.5 9.5M7 17h.01',
  gitlab: 'M12 20.5 3.5 13.5 6 4.5l3 6h6l3-6 2.5 9z',
};

const NAMES = {
  'kind.r2': 'Object storage',
  'kind.queue': 'Queue',
  'kind.cron': 'Schedule',
  'kind.container': 'Container',
  'kind.workflow': 'Workflow',
  'kind.ai': 'AI models',
  'kind.browser': 'Browser rendering',
  'kind.images': 'Images',
  'kind.hyperdrive': 'Hyperdrive',
  'kind.vectorize': 'Vector index',
  'kind.analytics': 'Analytics',
  'kind.pipeline': 'Data pipeline',
  'kind.secrets': 'Secrets',
  'kind.dispatch': 'Dispatch namespace',
  'kind.email': 'Email',
  'kind.proxy': 'Proxy',
  'kind.cache': 'Cache',
  'kind.database': 'Database',
  'kind.search': 'Search',
  'kind.volume': 'Volume',
  'kind.gitlab': 'GitLab',
} as const satisfies Record<string, Text>;

const tk = createTranslate(NAMES);

/** One of these kinds in words. */
export function nameOf(kind: string, lang: string): string | undefined {
  const key = `kind.${kind}`;
  return isKey(key) ? tk(lang, key) : undefined;
}

const isKey = (key: string): key is keyof typeof NAMES => Object.hasOwn(NAMES, key);
