import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from '../shared/property.ts';
import { define } from '../shared/define.ts';
import { StoreProvider } from '../shared/provide-store.ts';
import { storeOpener } from '../shared/store-source.ts';
import type { TokenSource } from '../store/token.ts';
import type { PipelineStore } from '../store/types.ts';

/**
 * Gives everything inside it one pipeline, so that the elements need no `src` of their own. With an `id`, also to elements
 * elsewhere on the page that name it in `for`. It draws nothing and takes no room.
 *
 * @tagname pipeline-provider
 *
 * @slot - Anything, at any depth; elements inside shadow roots are reached too.
 */
export class PipelineProvider extends LitElement {
  static readonly tagName = 'pipeline-provider';

  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** Registers the element, under another name where its own is taken. */
  static define(tag: string = this.tagName, registry?: CustomElementRegistry): void {
    define(tag, this, registry);
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'id'];
  }

  /** The URL of the pipeline, e.g. `https://ci.example.workers.dev/api/pipelines/shop`. */
  @property() src: string | null = null;

  /** For a private pipeline, or to act on one: a short-lived token, or as a property a function that gets one. */
  @property() token: TokenSource | null = null;

  /** Shows at once what this tab knew when it last left a page, until the server has answered. */
  @property({ type: Boolean }) remember = false;

  readonly #open = storeOpener();
  #own: PipelineStore | null = null;
  #opened: PipelineStore | null = null;
  #announced: PipelineStore | null = null;
  readonly #provider = new StoreProvider(this);

  /** The store that feeds the elements. Set it to bring your own. */
  @property({ attribute: false })
  get store(): PipelineStore | null {
    return this.#own ?? this.#opened;
  }

  set store(store: PipelineStore | null) {
    this.#own = store;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#provider.announce();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === 'id' && before !== after) this.#provider.announce();
  }

  protected override willUpdate(): void {
    this.#opened = this.src ? this.#open(this.src, this) : null;
    if (this.store === this.#announced) return;
    this.#announced = this.store;
    this.#provider.announce();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
