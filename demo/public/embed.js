// The smallest page that shows a pipeline. What it shows is in its address:
//   embed.html?src=https://ci.example.workers.dev/api/pipelines/shop&tags=pipeline-visualizer,log-viewer
const TAGS = new Set([
  'pipeline-dashboard',
  'pipeline-visualizer',
  'infra-map',
  'log-viewer',
  'config-editor',
  'pipeline-badge',
]);

const query = new URLSearchParams(location.search);
const tags = (query.get('tags') ?? 'pipeline-dashboard').split(',').filter((tag) => TAGS.has(tag));
const src = query.get('src') ?? '/api/pipelines/default';

if (/^https?:$/.test(new URL(src, location.href).protocol)) {
  for (const tag of tags) {
    const element = document.createElement(tag);
    element.setAttribute('src', src);
    document.body.append(element);
  }
}
