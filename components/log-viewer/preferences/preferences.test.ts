import { expect, html } from '@open-wc/testing';
import { fakeStore, sampleLines } from '../../shared/testing.ts';
import '../define.ts';
import type { LogViewer } from '../log-viewer.ts';
import { PREFERENCES_KEY } from '../panel/preferences-key.ts';
import { eventually, find, viewer } from '../testing/viewer.ts';

const { fetch } = globalThis;
/** What the server keeps. */
let kept: Record<string, unknown>;

const logOf = (): Promise<LogViewer> => {
  const store = fakeStore({ log: { run: 'r42', lines: sampleLines(3), total: 3 } });
  return viewer(html`<log-viewer .store=${store}></log-viewer>`);
};

describe('how a person likes logs', () => {
  beforeEach(() => {
    kept = { theme: 'dark' };
    localStorage.removeItem(PREFERENCES_KEY);
    globalThis.fetch = async (address, { method = 'GET', body } = {}) => {
      expect(new Request(address).url).to.equal('https://ci.test/api/prefs');
      if (method === 'PUT') kept = (await new Response(body).json()) as Record<string, unknown>;
      return Response.json(kept);
    };
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    localStorage.removeItem(PREFERENCES_KEY);
  });

  it("is kept by the pipeline's server, for the next log that they open", async () => {
    const element = await logOf();
    find(element, '[aria-keyshortcuts=w]').click();
    find(element, 'button[aria-label=More]').click();
    await eventually(() => find(element, '.menu').isConnected);
    const times = find<HTMLSelectElement>(element, '.menu select');
    times.value = 'utc';
    times.dispatchEvent(new Event('change'));
    await eventually(() => JSON.stringify(kept['log']) === '{"wrap":true,"timestamps":"utc"}');
    expect(kept['theme'], 'what else they like stays').to.equal('dark');
    expect(find(element, '.time').textContent).to.equal('22:13:20.010');

    const next = await logOf();
    await eventually(() => next.wrap && next.timestamps === 'utc');
  });

  it('holds for now where the server does not keep it', async () => {
    globalThis.fetch = () => Promise.resolve(new Response('', { status: 403 }));
    const element = await logOf();
    find(element, '[aria-keyshortcuts=w]').click();
    await eventually(() => find(element, '.scroller').classList.contains('wrap'));
    expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
  });
});
