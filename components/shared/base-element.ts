import { isServer, LitElement, type CSSResultGroup, type PropertyValues } from 'lit';
import type { Run } from '../../protocol/index.ts';
import { EXPECTED_SNAPSHOT } from '../store/snapshot.ts';
import type { TokenSource } from '../store/token.ts';
import type { PipelineStore, PlainData, StoreSnapshot } from '../store/types.ts';
import { define } from './define.ts';
import { changesBetween, statesOf } from './element-states.ts';
import { PwMetricEvent } from './events.ts';
import { property } from './property.ts';
import { StoreSource, type SourceOptions } from './store-source.ts';
import type { SnapshotHost } from './store-controller.ts';
import { languageOf, onStringsAdded } from './strings.ts';
import { baseStyles } from './styles.ts';

/** `auto` is as the page: its own `color-scheme`. */
export type Theme = 'light' | 'dark' | 'auto';
export type Density = 'comfortable' | 'compact';

/**
 * What all elements have in common: where their pipeline comes from, their states for CSS, the events that tell a page of
 * changes. An element renders one root with `part="base"`, reads the snapshot through a `StoreController`, and begins its
 * `static styles` with `baseStyles` or `blockStyles`.
 *
 * @cssstate connecting - No answer yet.
 * @cssstate live - The stream is open.
 * @cssstate stale - The stream broke off; what is shown may be old.
 * @cssstate error - The server refused.
 * @cssstate empty - There is no run to show.
 * @cssstate running - The shown run is running.
 * @cssstate failed - The shown run has failed.
 *
 * @event {PwRunChangeEvent} pw-run-change - Another run is shown now.
 * @event {PwStatusChangeEvent} pw-status-change - The shown run changed its status.
 * @event {PwConnectionChangeEvent} pw-connection-change - The connection came, went or failed.
 * @event {PwMetricEvent} pw-metric - A visitor has waited for the stream, so long.
 */
export abstract class PwElement extends LitElement implements SnapshotHost {
  static readonly tagName: string;
  static override styles: CSSResultGroup = baseStyles;

  /** Registers the element, under another name where its own is taken. */
  static define(tag: string = this.tagName, registry?: CustomElementRegistry): void {
    define(tag, this as unknown as CustomElementConstructor, registry);
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  /** The URL of the pipeline, e.g. `https://ci.example.workers.dev/api/pipelines/shop`. */
  @property() src: string | null = null;

  /** Beside `src`, for a private pipeline or to act on one: a short-lived token, or as a property a function that gets one. */
  @property() token: TokenSource | null = null;

  /** Beside `src`: shows at once what this tab knew when it last left a page, until the server has answered. */
  @property({ type: Boolean }) remember = false;

  /** The id of a `<pipeline-provider>` anywhere on the page. */
  @property() for: string | null = null;

  /** The run to show instead of the newest: its id, or as a property a whole run that needs no server. */
  @property() run: string | Run | null = null;

  /** `light`, `dark`, or `auto`, which is as the page. */
  @property({ reflect: true, useDefault: true }) theme: Theme = 'auto';

  /** `compact` takes less room. */
  @property({ reflect: true, useDefault: true }) density: Density = 'comfortable';

  /** Plain data to show, without a server. */
  @property({ attribute: false }) data: PlainData | null = null;

  protected readonly internals: ElementInternals = this.attachInternals();

  readonly #source = new StoreSource(this, () => this.requestUpdate());
  readonly #watchers: (() => void)[] = [];
  #own: PipelineStore | null = null;
  #store: PipelineStore | null = null;
  #unsubscribe: (() => void) | undefined;
  #forgetStrings: (() => void) | undefined;
  #shown: StoreSnapshot | null = null;
  /** Since when there has been no stream, in ms of the page. */
  #waiting: number | null = null;

  /** The store that feeds the element, whichever way it was found. Set it to bring your own. */
  @property({ attribute: false })
  get store(): PipelineStore | null {
    return this.#own ?? this.#store;
  }

  set store(store: PipelineStore | null) {
    this.#own = store;
    // Lit compares what the getter says, and that changes only when the update has found the store.
    this.requestUpdate();
  }

  /** What the store knows now; null while the element has not been given a pipeline. */
  get snapshot(): StoreSnapshot | null {
    if (this.#store) return this.#store.getSnapshot();
    return this.isConnected && this.#source.isExpected(this.#options()) ? EXPECTED_SNAPSHOT : null;
  }

  watchSnapshot(listener: () => void): void {
    this.#watchers.push(listener);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetStrings = onStringsAdded(() => this.requestUpdate());
    this.#source.connect();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetStrings?.();
    this.#source.disconnect();
    this.#leave();
  }

  /** `moveBefore` keeps the element connected; only the provider around it may be another one. */
  connectedMoveCallback(): void {
    this.#source.move();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === 'lang' && before !== after) this.requestUpdate();
  }

  /** The language of the texts and numbers. */
  protected get language(): string {
    return isServer ? 'en' : languageOf(this);
  }

  /** The plain data to show. An element with properties for more of it adds them here. */
  protected get plainData(): PlainData | null {
    return this.data ?? (typeof this.run === 'object' && this.run ? { run: this.run } : null);
  }

  /** Whether it has something to show that needs no pipeline. */
  protected get alone(): boolean {
    return false;
  }

  /**
   * Finds the store when an update begins, so that several properties set in one task make one connection. It is done here
   * and not in `willUpdate`, which elements override.
   */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (this.isConnected) this.#adopt(this.#source.resolve(this.#options()));
    return super.shouldUpdate(changed);
  }

  #adopt(store: PipelineStore | null): void {
    if (store !== this.#store) this.#leave();
    this.#store = store;
    this.#unsubscribe ??= store?.subscribe(() => this.#follow());
    this.#follow();
  }

  #leave(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #follow(): void {
    const before = this.#shown;
    const { snapshot } = this;
    if (snapshot === before) return;
    this.#shown = snapshot;
    for (const watcher of this.#watchers) watcher();
    this.#reflect(snapshot);
    // Inside another of our elements it is that one which speaks, so that a page hears of a change once.
    const root = this.getRootNode();
    if (root instanceof ShadowRoot && root.host instanceof PwElement) return;
    for (const event of [...changesBetween(before, snapshot), ...this.#waited()]) this.dispatchEvent(event);
  }

  #waited(): Event[] {
    const since = this.#waiting;
    const isLive = this.#shown?.connection === 'live';
    this.#waiting = isLive ? null : (since ?? performance.now());
    return isLive && since !== null ? [new PwMetricEvent('connect', performance.now() - since)] : [];
  }

  #reflect(snapshot: StoreSnapshot | null): void {
    // Safari before 17.4 and Firefox before 126 have no custom states.
    const states = this.internals.states as CustomStateSet | undefined;
    states?.clear();
    for (const state of statesOf(snapshot)) states?.add(state);
  }

  #options(): SourceOptions {
    const { src, token, remember, plainData: data, for: id, alone } = this;
    const run = typeof this.run === 'string' ? this.run : null;
    return { own: this.#own, data, for: id, src, token, remember, alone, run };
  }
}
