import 'pipeline-widgets/define';
import './styles.css';
import { fillSnippets } from './snippets.ts';
import { sourceOf } from './source.ts';
import { followThemeSwitch } from './theme.ts';

const page = new URL(location.href);
const { src, refused } = sourceOf(page, import.meta.env['VITE_PIPELINE_SRC'] as string | undefined);

// One provider around the page: all elements on it share one store and one connection.
document.querySelector('pipeline-provider')?.setAttribute('src', src);

const isOwn = new URL(src).origin === page.origin;
fillSnippets(document.querySelectorAll<HTMLElement>('.snippet'), {
  src,
  script: new URL('/pipeline-widgets.js', isOwn ? page : src).href,
});

const themes = document.querySelector<HTMLElement>('#theme');
if (themes) followThemeSwitch(themes);

const notice = document.querySelector<HTMLElement>('#notice');
if (notice && refused !== null) {
  notice.textContent = `“${refused}” is no http or https address. This page shows its own pipeline instead.`;
  notice.hidden = false;
} else if (notice && page.searchParams.has('src')) {
  notice.textContent = `Showing ${src}`;
  notice.hidden = false;
}
