import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { configJsonSchema } from '../../protocol/config.schema.ts';
import type { ConfigAnswer, ConfigDocument, ConfigRevision, Problem } from '../../protocol/index.ts';
import {
  expectAccessible,
  type FakeActions,
  fakeStore,
  type FakeStore,
  sampleConfig,
  sampleHead,
  waitUntil,
} from '../shared/testing.ts';
import { prefer } from '../shared/testing/media.ts';
import { Part } from '../shared/part.ts';
import { ProblemError } from '../store/problem.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import './define.ts';
import type { ConfigEditor, JsonSchema } from './index.ts';
import { SAMPLE_SCHEMA } from './editing/sample-schema.ts';

/** As the server publishes it. */
const configSchema = configJsonSchema() as JsonSchema;

const problem = (status: number, more: object = {}): ProblemError =>
  new ProblemError({ type: 'about:blank', title: `Status ${status}`, status, ...more } satisfies Problem);

const answer = (config: Partial<ConfigDocument> = {}): ConfigAnswer => ({
  config: sampleConfig({ revision: 4, ...config }),
  run: sampleHead(),
});

/** Waits until the form is here: it comes when the element is in sight. */
const formOf = (editor: ConfigEditor): Promise<void> =>
  waitUntil(() => editor.shadowRoot?.querySelector('.body') !== null, 'no form');

interface Scene {
  editor: ConfigEditor;
  store: FakeStore;
  find: <T extends HTMLElement = HTMLInputElement>(selector: string) => T;
  /** Types into a field, as a person would: the focus goes there and its text is replaced. */
  type: (label: string, text: string) => Promise<void>;
  click: (words: string) => Promise<void>;
  text: () => string;
}

const settledText = (text: () => string, words: string): Promise<void> =>
  waitUntil(() => text().includes(words), `nothing says "${words}"`);

async function scene(
  actions: FakeActions = {},
  snapshot: Parameters<typeof fakeStore>[0] = {},
  schema: JsonSchema = SAMPLE_SCHEMA,
): Promise<Scene> {
  const store = fakeStore(snapshot, { revisions: () => Promise.resolve([]), ...actions });
  const editor = await fixture<ConfigEditor>(html`<config-editor .store=${store} .schema=${schema}></config-editor>`);
  const root = editor.renderRoot as ShadowRoot;
  if (store.getSnapshot().config) await formOf(editor);
  const find = <T extends HTMLElement = HTMLInputElement>(selector: string): T => {
    const found = root.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const byWords = (selector: string, words: string): HTMLElement => {
    const found = [...root.querySelectorAll<HTMLElement>(selector)].find((one) =>
      one.textContent.trim().startsWith(words),
    );
    if (!found) throw new Error(`nothing says "${words}"`);
    return found;
  };
  return {
    editor,
    store,
    find,
    text: () => find('[part~=base]').innerText,
    async type(label, text) {
      const control = (byWords('label', label) as HTMLLabelElement).control as HTMLInputElement;
      const group = control.closest('details');
      if (group) group.open = true;
      control.focus();
      control.select();
      await sendKeys(text === '' ? { press: 'Backspace' } : { type: text });
      await editor.updateComplete;
    },
    async click(words) {
      byWords('button, summary, label', words).click();
      await editor.updateComplete;
    },
  };
}

const focused = (editor: ConfigEditor): Element | null => editor.shadowRoot?.activeElement ?? null;

describe('<config-editor> before its form is here', () => {
  const { load } = Part.prototype;
  afterEach(() => {
    Part.prototype.load = load;
  });

  // First of all, as the next one: once the file is here, it stays.
  it('out of sight it asks for nothing, and is a part of the form around it all the same', async () => {
    const store = fakeStore({}, { revisions: () => Promise.resolve([]) });
    const form = await fixture<HTMLFormElement>(html`
      <form hidden><config-editor name="config" required .store=${store}></config-editor></form>
    `);
    const editor = form.querySelector('config-editor');
    await editor?.updateComplete;
    const { revision: _revision, ...config } = sampleConfig();
    expect(new FormData(form).get('config')).to.equal(JSON.stringify(config));
    expect(form.checkValidity()).to.equal(true);
    expect(editor?.dirty).to.equal(false);
    expect(editor?.shadowRoot?.querySelector('.body') === null).to.equal(true);
    expect(store.calls).to.deep.equal([]);
  });

  it('says that it could not be had, and gets it when asked again', async () => {
    Part.prototype.load = function () {
      this.failed = true;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    const editor = await fixture<ConfigEditor>(html`<config-editor .store=${fakeStore()}></config-editor>`);
    const words = (): string => editor.shadowRoot?.querySelector<HTMLElement>('[part=base]')?.innerText ?? '';
    await waitUntil(() => words().includes('The form could not be loaded.'));
    await editor.save();
    await expectAccessible(editor);
    Part.prototype.load = load;
    editor.shadowRoot?.querySelector<HTMLElement>('.note button')?.click();
    await formOf(editor);
    expect(words()).not.to.contain('could not be loaded');
  });

  it('leaves the form around it invalid where a config is required and none is known', async () => {
    const store = fakeStore({ ...EMPTY_SNAPSHOT, connection: 'live' });
    const form = await fixture<HTMLFormElement>(html`
      <form><config-editor name="config" required .store=${store}></config-editor></form>
    `);
    expect(form.checkValidity()).to.equal(false);
    store.patch({ config: sampleConfig() });
    await waitUntil(() => form.checkValidity());
  });
});

describe('<config-editor>', () => {
  // Colours are judged when they have arrived, not on their way.
  beforeEach(() => prefer({ colorScheme: 'light', reducedMotion: 'reduce' }));
  after(() => prefer({ colorScheme: 'light', reducedMotion: 'no-preference' }));

  it('has title and description first, labelled and filled', async () => {
    const { find, text, editor } = await scene();
    const labels = [...(editor.shadowRoot?.querySelectorAll('label') ?? [])].map((label) => label.innerText.trim());
    expect(labels.slice(0, 2)).to.deep.equal(['Title', 'Description']);
    expect(find('input').value).to.equal('Shop');
    expect(text()).to.contain('Revision 3').and.to.contain('starts a run').and.to.contain('No changes.');
    await expectAccessible(editor);
  });

  it('says what is wrong while one types, and no longer when it is right', async () => {
    const { find, type, text } = await scene();
    await type('Title', '');
    expect(text()).to.contain('This must not be empty.');
    const title = find('[aria-invalid=true]');
    expect(title.getAttribute('aria-describedby')).to.contain('problem');
    await sendKeys({ type: 'Store' });
    await waitUntil(() => title.getAttribute('aria-invalid') === 'false');
    expect(text()).not.to.contain('This must not be empty.');
    expect(text()).to.contain('1 unsaved change');
  });

  it('tells the page of every edit', async () => {
    const { editor, type } = await scene();
    const heard = oneEvent(editor, 'pw-config-input');
    await type('Title', 'S');
    expect(await heard).to.deep.include({ changes: { title: 'S' }, valid: true, bubbles: true, composed: true });
  });

  it('saves what changed with the revision that the edit began from, and says which run that started', async () => {
    const { editor, store, type, click, text } = await scene({
      saveConfig: () => Promise.resolve(answer({ title: 'Store' })),
    });
    await type('Title', 'Store');
    const changed = oneEvent(editor, 'pw-config-change');
    await click('Save');
    expect(await changed).to.deep.include({ run: sampleHead(), bubbles: true, composed: true });
    await waitUntil(() => text().includes('Saved as revision 4. Run #43 started.'));
    expect(store.calls.filter(({ name }) => name === 'saveConfig')).to.deep.equal([
      { name: 'saveConfig', args: [{ title: 'Store' }, 3] },
    ]);
    expect(text()).to.contain('Revision 4');
    await expectAccessible(editor);
  });

  it('saves on Enter and on the keys for saving', async () => {
    const press = async (key: string): Promise<void> => sendKeys({ press: key });
    const shortcut = async (): Promise<void> => {
      await sendKeys({ down: 'Control' });
      await sendKeys({ press: 's' });
      await sendKeys({ up: 'Control' });
    };
    for (const act of [() => press('Enter'), shortcut]) {
      const { store, type } = await scene({ saveConfig: () => Promise.resolve(answer()) });
      await type('Title', 'Store');
      await act();
      await waitUntil(() => store.calls.some(({ name }) => name === 'saveConfig'));
    }
  });

  it('does not save what is wrong, and puts the focus there, even inside the closed group', async () => {
    const { editor, store, type, click, text, find } = await scene();
    await type('Runner duration', '7');
    find<HTMLDetailsElement>('details').open = false;
    await click('Save');
    await waitUntil(() => text().includes('Not saved: 1 entry needs another look.'));
    expect(find<HTMLDetailsElement>('details').open).to.equal(true);
    expect((focused(editor) as HTMLInputElement | null)?.value).to.equal('7');
    expect(text()).to.contain('Must be 100 or more.');
    expect(store.calls.some(({ name }) => name === 'saveConfig')).to.equal(false);
  });

  it('shows what the server refuses at its field, with the focus there', async () => {
    const errors = [{ path: '/runner/duration', message: 'is longer than allowed here' }];
    const { editor, type, click, text } = await scene({ saveConfig: () => Promise.reject(problem(422, { errors })) });
    await type('Runner duration', '200000');
    await type('Title', 'Store');
    await click('Save');
    await waitUntil(() => (focused(editor) as HTMLInputElement | null)?.value === '200000');
    expect(text()).to.contain('is longer than allowed here');
    await type('Runner duration', '1000');
    expect(text()).not.to.contain('is longer than allowed here');
  });

  it('takes entries that come all at once, as a password manager makes them', async () => {
    const { editor, find } = await scene();
    const heard: unknown[] = [];
    editor.addEventListener('pw-config-input', (event) => heard.push(event.changes));
    for (const selector of ['input', 'textarea']) {
      const control = find(selector);
      control.value = 'Filled';
      control.dispatchEvent(new InputEvent('input'));
    }
    await editor.updateComplete;
    expect(heard.at(-1)).to.deep.equal({ title: 'Filled', description: 'Filled' });
    expect(find('input').value).to.equal('Filled');
  });

  it('discards changes', async () => {
    const { type, click, text, find } = await scene();
    await type('Title', 'Store');
    await click('Discard changes');
    expect(find('input').value).to.equal('Shop');
    expect(text()).to.contain('No changes.');
  });

  it('begins anew with another store, and drops the answer for the former one', async () => {
    let give: (value: ConfigAnswer) => void = () => {};
    const { editor, type, click, text, find } = await scene({ saveConfig: () => new Promise((done) => (give = done)) });
    const heard: Event[] = [];
    editor.addEventListener('pw-config-change', (event) => heard.push(event));
    await type('Title', 'Store');
    await click('Save');
    editor.store = fakeStore(
      { config: sampleConfig({ title: 'Other', revision: 1 }) },
      { revisions: () => Promise.resolve([]) },
    );
    await waitUntil(() => find('input').value === 'Other');
    give(answer({ title: 'Store' }));
    await waitUntil(() => text().includes('No changes.'));
    expect(find('input').value).to.equal('Other');
    expect(text()).to.contain('Revision 1');
    expect(heard).to.deep.equal([]);
  });

  describe('when somebody else saves', () => {
    it('shows it at once while nothing was changed here', async () => {
      const { store, find, editor } = await scene();
      store.patch({ config: sampleConfig({ title: 'Market', revision: 4 }) });
      await waitUntil(() => find('input').value === 'Market');
      expect(editor.dirty).to.equal(false);
    });

    it('keeps what was changed here, and says so', async () => {
      const { store, type, text, find } = await scene();
      await type('Title', 'Store');
      store.patch({ config: sampleConfig({ description: 'Sells', revision: 4 }) });
      await waitUntil(() => text().includes('Revision 4 was saved elsewhere.'));
      expect(find('input').value).to.equal('Store');
      expect(find<HTMLTextAreaElement>('textarea').value).to.equal('Sells');
    });

    it('shows both versions after a 412, and saves the chosen one', async () => {
      const theirs = sampleConfig({ title: 'Market', revision: 4 });
      const { editor, store, type, click, text } = await scene({
        saveConfig: (_, revision) =>
          revision === 3
            ? Promise.reject(problem(412, { current: theirs }))
            : Promise.resolve(answer({ title: 'Store', revision: 5 })),
      });
      await type('Title', 'Store');
      await click('Save');
      await waitUntil(() => text().includes('Revision 4 was saved elsewhere while you were editing'));
      expect(text()).to.match(/Yours\s+Store/);
      expect(text()).to.match(/Theirs\s+Market/);
      expect(focused(editor)?.id).to.equal('conflict');
      await expectAccessible(editor);
      await click('Save with this choice');
      await waitUntil(() => text().includes('Saved as revision 5.'));
      expect(store.calls.findLast(({ name }) => name === 'saveConfig')?.args).to.deep.equal([{ title: 'Store' }, 4]);
      expect(text()).not.to.contain('Theirs');
    });

    it('can take theirs, and keeps the rest of mine', async () => {
      const { store, type, click, text } = await scene({ saveConfig: () => Promise.resolve(answer({ revision: 5 })) });
      await type('Title', 'Store');
      await type('Description', 'Mine');
      store.patch({ config: sampleConfig({ title: 'Market', revision: 4 }) });
      await waitUntil(() => text().includes('Theirs'));
      await click('Theirs');
      await click('Save with this choice');
      await waitUntil(() => text().includes('Saved as revision 5.'));
      expect(store.calls.find(({ name }) => name === 'saveConfig')?.args).to.deep.equal([{ description: 'Mine' }, 4]);
    });
  });

  describe('as JSON', () => {
    it('edits everything, and says by line where it is wrong', async () => {
      const { editor, store, click, text, find } = await scene({ saveConfig: () => Promise.resolve(answer()) });
      await click('JSON');
      const source = find<HTMLTextAreaElement>('textarea');
      expect(JSON.parse(source.value)).to.have.property('stages');
      const whole = source.value;
      source.value = whole.replace('"Shop",', '"Shop"');
      source.dispatchEvent(new InputEvent('input'));
      await editor.updateComplete;
      expect(text()).to.contain('Line 3, column 3').and.to.contain('A comma or a closing bracket is expected here.');
      await expectAccessible(editor);

      await click('Form');
      expect(focused(editor)).to.equal(source);
      await click('Line 3');
      expect(source.value.slice(source.selectionStart)).to.match(/^"description"/);

      source.value = whole.replace('"Shop"', '"Store"').replace('"Queued"', '"Waiting"');
      source.dispatchEvent(new InputEvent('input'));
      await editor.updateComplete;
      await click('Save');
      await waitUntil(() => text().includes('Saved as revision 4.'));
      const [changes] = store.calls.find(({ name }) => name === 'saveConfig')?.args ?? [];
      expect(changes).to.have.all.keys('title', 'stages');
    });
  });

  describe('a list', () => {
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await sendKeys({ press: key });
    };
    /** With nothing but the Tab key, as far as it takes. */
    const tabTo = async (editor: ConfigEditor, words: string, back = false): Promise<void> => {
      const name = (): string => {
        const at = focused(editor);
        const label = (at as HTMLInputElement | null)?.labels?.[0]?.textContent ?? at?.textContent ?? '';
        return (at?.getAttribute('aria-label') ?? label).trim();
      };
      for (let steps = 0; steps < 80; steps += 1) {
        if (name().startsWith(words)) return;
        if (back) await sendKeys({ down: 'Shift' });
        await press('Tab');
        if (back) await sendKeys({ up: 'Shift' });
      }
      throw new Error(`The Tab key does not lead to "${words}".`);
    };
    const settled = async (editor: ConfigEditor, condition: () => boolean): Promise<void> => {
      await waitUntil(condition, 'not there');
      await editor.updateComplete;
    };

    it('is edited, saved and restored with the keyboard alone', async () => {
      let saved = sampleConfig();
      const first = saved;
      const revisions = (): Promise<ConfigRevision[]> =>
        Promise.resolve(
          [saved, first].map((config) => ({ revision: config.revision, time: 1, author: 'ada', config })),
        );
      const { editor, store, text, find } = await scene(
        {
          revisions,
          saveConfig: (changes, revision) => {
            saved = { ...saved, ...(changes as Partial<ConfigDocument>), revision: revision + 1 };
            store.patch({ config: saved });
            return Promise.resolve({ config: saved, run: null });
          },
        },
        {},
        configSchema,
      );
      find('input').focus();
      await tabTo(editor, 'More settings');
      await press('Enter');
      await tabTo(editor, 'Stages');
      await press('Enter');
      await settled(editor, () => text().includes('Building'));
      await tabTo(editor, 'Add');
      await press('Enter');
      // The focus is in the new entry.
      await settled(editor, () => focused(editor)?.id.endsWith('stages%2F5%2Fid') === true);
      await tabTo(editor, 'Name');
      await sendKeys({ type: 'Smoke test' });
      await tabTo(editor, 'GitHub');
      await press(' ');
      await settled(editor, () => text().includes('Smoke test'));
      // Before the one that is live.
      await tabTo(editor, 'Move Smoke test up');
      await press('Enter');
      await settled(editor, () => focused(editor)?.closest('li')?.id.endsWith('stages%2F4') === true);
      expect(focused(editor)?.getAttribute('aria-label')).to.equal('Move Smoke test up');

      await tabTo(editor, 'Topology connections');
      await press('Enter');
      await settled(editor, () => text().includes('github → worker'));
      await tabTo(editor, 'Add');
      await press('Enter');
      await settled(editor, () => focused(editor)?.id.endsWith('connections%2F8%2Fid') === true);
      await tabTo(editor, 'From');
      await sendKeys({ type: 'GitHub' });
      await tabTo(editor, 'To');
      await sendKeys({ type: 'Pages' });
      await tabTo(editor, 'Save');
      await press('Enter');
      await settled(editor, () => text().includes('Saved as revision 4.'));
      expect(saved.stages.map(({ name }) => name)).to.deep.equal([
        'Queued',
        'Building',
        'Testing',
        'Deploying',
        'Smoke test',
        'Live',
      ]);
      expect(saved.stages[4]).to.deep.include({ id: 'stage-6', kind: 'other', match: [] });
      expect(saved.stages[4]?.activates).to.deep.equal({ nodes: ['github'], connections: [] });
      expect(saved.topology.connections.at(-1)).to.deep.include({ from: 'github', to: 'pages' });
      await expectAccessible(editor);

      await tabTo(editor, 'Earlier revisions', true);
      await press('Enter');
      await tabTo(editor, 'Restore revision 3');
      await press('Enter');
      await settled(editor, () => text().includes('2 unsaved changes'));
      await sendKeys({ down: 'Control' });
      await press('s');
      await sendKeys({ up: 'Control' });
      await settled(editor, () => text().includes('Saved as revision 5.'));
      expect({ ...saved, revision: 3 }).to.deep.equal(first);
    });

    it('says which of its entries needs another look, and leads there', async () => {
      const { editor, click, text } = await scene({}, {}, configSchema);
      await click('More settings');
      await click('Stages');
      await settled(editor, () => text().includes('Add'));
      await click('Add');
      await settled(editor, () => focused(editor) !== null);
      await click('stage-6');
      await click('Save');
      await settled(editor, () => text().includes('Not saved: 1 entry needs another look.'));
      expect(focused(editor)?.id.endsWith('stages%2F5%2Fname')).to.equal(true);
      await expectAccessible(editor);
    });
  });

  it('shows what is edited in the other elements of the page, as long as it could be saved', async () => {
    const { editor, store, type, click } = await scene();
    const shown = (): string | undefined => store.getSnapshot().preview?.title;
    await type('Title', 'Store');
    await waitUntil(() => shown() === 'Store');
    expect(store.getSnapshot().config?.title).to.equal('Shop');
    await type('Title', '');
    await waitUntil(() => shown() === undefined);
    await type('Title', 'Market');
    await waitUntil(() => shown() === 'Market');
    await click('Discard changes');
    await waitUntil(() => shown() === undefined);
    await type('Title', 'Bazaar');
    await waitUntil(() => shown() === 'Bazaar');
    editor.remove();
    expect(shown()).to.equal(undefined);
  });

  it('takes steps back and forth, what is typed in one field as one', async () => {
    const { editor, type, find } = await scene();
    const keys = async (...held: string[]): Promise<void> => {
      for (const key of held) await sendKeys({ down: key });
      await sendKeys({ press: 'z' });
      for (const key of held) await sendKeys({ up: key });
      await editor.updateComplete;
    };
    await type('Title', 'Store');
    await type('Description', 'Sells');
    await keys('Control');
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal(sampleConfig().description);
    expect(find('input').value).to.equal('Store');
    await keys('Control');
    expect(find('input').value).to.equal('Shop');
    expect(editor.dirty).to.equal(false);
    await keys('Control', 'Shift');
    expect(find('input').value).to.equal('Store');
  });

  it('shows each change before it is saved, what it was and what it will be', async () => {
    const { type, click, find, editor } = await scene();
    await type('Title', 'Store');
    await click('Review the changes');
    await waitUntil(() => editor.shadowRoot?.querySelector('ins') !== null);
    expect(find('del').innerText).to.equal('Shop');
    expect(find('ins').innerText).to.equal('Store');
    await expectAccessible(editor);
  });

  it('keeps a page with unsaved changes from being left unasked', async () => {
    const { editor, type, click } = await scene();
    const leave = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).to.equal(false);
    await type('Title', 'Store');
    await waitUntil(leave);
    await click('Discard changes');
    await waitUntil(() => !leave());
    await type('Title', 'Store');
    await waitUntil(leave);
    editor.remove();
    expect(leave()).to.equal(false);
  });

  it('changes nothing but the field with a key that is typed there', async () => {
    const { editor, type, find } = await scene({}, {}, configSchema);
    await type('Title', 'St');
    await editor.updateComplete;
    const changed: Node[] = [];
    const observer = new MutationObserver((records) => changed.push(...records.map(({ target }) => target)));
    const root = editor.shadowRoot;
    if (root) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    const title = find('input');
    title.setSelectionRange(2, 2);
    await sendKeys({ type: 'ore' });
    await editor.updateComplete;
    changed.push(...observer.takeRecords().map(({ target }) => target));
    observer.disconnect();
    expect(title.value).to.equal('Store');
    expect(changed.filter((node) => !title.closest('.entry')?.contains(node)).map(({ nodeName }) => nodeName)).to.eql(
      [],
    );
  });

  it('draws the map from files that are dropped, and says what it could not draw', async () => {
    const { editor, store, text, find } = await scene({}, {}, configSchema);
    const drop = (name: string, content: string): void => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      find('.body').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    };
    drop('wrangler.toml', 'name = "shop"\nmain = "a.ts"\n[teapot]\n');
    await settledText(text, 'Imported, but not on the map: wrangler.toml: teapot.');
    expect(store.getSnapshot().preview?.topology.nodes.map(({ name }) => name)).to.deep.equal([
      'Cloudflare Edge',
      'shop',
    ]);
    drop('compose.yaml', 'services:\n  db: { image: postgres }\n');
    await settledText(text, 'Imported. Look it over, then save.');
    expect(store.getSnapshot().preview?.topology.nodes).to.have.length(1);
    drop('config.json', JSON.stringify(sampleConfig({ title: 'Exported' })));
    await waitUntil(() => find('input').value === 'Exported');
    drop('notes.txt', 'hello');
    await settledText(text, 'Not imported. notes.txt:');
    expect(editor.dirty).to.equal(true);
  });

  describe('without the right to change', () => {
    it('is read-only from the start where the server says so', async () => {
      const { editor, text, find } = await scene({ revisions: () => Promise.reject(problem(403)) });
      await waitUntil(() => text().includes('You can read these settings but not change them.'));
      expect(find('input').readOnly).to.equal(true);
      expect(editor.shadowRoot?.querySelector('[type=submit]')).to.equal(null);
      await expectAccessible(editor);
    });

    it('keeps what was typed when a save is refused', async () => {
      const { type, click, text, find } = await scene({ saveConfig: () => Promise.reject(problem(401)) });
      await type('Title', 'Store');
      await click('Save');
      await waitUntil(() => text().includes('You can read these settings but not change them.'));
      expect(find('input').value).to.equal('Store');
    });
  });

  it('is a part of the form around it', async () => {
    const form = await fixture<HTMLFormElement>(html`
      <form><config-editor name="config" .store=${fakeStore()} .schema=${SAMPLE_SCHEMA}></config-editor></form>
    `);
    const editor = form.querySelector('config-editor');
    if (!editor) throw new Error('no editor');
    await formOf(editor);
    const value = (): unknown => {
      const entry = new FormData(form).get('config');
      return typeof entry === 'string' ? (JSON.parse(entry) as ConfigDocument).title : entry;
    };
    expect(value()).to.equal('Shop');
    const title = editor.shadowRoot?.querySelector('input');
    title?.focus();
    title?.select();
    await sendKeys({ press: 'Backspace' });
    await waitUntil(() => !form.checkValidity());
    form.reset();
    await waitUntil(() => form.checkValidity() && value() === 'Shop');
  });

  it('says that it is loading, that there is nothing, and what is wrong', async () => {
    const { store, text, editor } = await scene({}, { ...EMPTY_SNAPSHOT, connection: 'connecting' });
    expect(text()).to.contain('Connecting');
    store.patch({ connection: 'live' });
    await waitUntil(() => text().includes('There are no settings to show yet.'));
    store.patch({ connection: 'error', error: { type: 'about:blank', title: 'Not Found', status: 404 } });
    await waitUntil(() => text().includes('There is no pipeline at this address.'));
    await expectAccessible(editor);
  });

  it('leaves hostile text as text, and writes no style attribute', async () => {
    const hostile = '</textarea><img src=x onerror="document.title=1"><script>1</script>';
    const { editor, text, find, store, type } = await scene(
      {},
      { config: sampleConfig({ title: hostile, description: hostile }) },
    );
    expect(find('input').value).to.equal(hostile);
    await type('Title', 'Store');
    store.patch({ config: sampleConfig({ title: `${hostile}2`, revision: 4 }) });
    await waitUntil(() => text().includes(`${hostile}2`));
    expect(editor.shadowRoot?.querySelector('img, script, [style]')).to.equal(null);
  });

  it('fits 320 px, and is accessible in the dark', async () => {
    await setViewport({ width: 320, height: 700 });
    await prefer({ colorScheme: 'dark', reducedMotion: 'reduce' });
    document.documentElement.style.colorScheme = 'light dark';
    try {
      const { editor, store, type, click, text } = await scene();
      await click('More settings');
      await type('Title', 'Store');
      store.patch({ config: sampleConfig({ title: 'x'.repeat(200), revision: 4 }) });
      await waitUntil(() => text().includes('Theirs'));
      expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
      await expectAccessible(editor);
      await click('JSON');
      expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
    } finally {
      document.documentElement.style.colorScheme = '';
      await setViewport({ width: 800, height: 600 });
    }
  });
});
