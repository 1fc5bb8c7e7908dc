import { html, noChange, nothing, type CSSResultGroup, type SVGTemplateResult, type TemplateResult } from 'lit';
import { state } from '../shared/property.ts';
import { PwElement } from '../shared/base-element.ts';
import { blockStyles } from '../shared/block.styles.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { icon } from '../shared/icons.ts';
import { boxAt, RovingFocus } from '../shared/roving-focus.ts';
import { adopt, prefetch } from '../shared/part-view.ts';
import { statusNote } from '../shared/note.ts';
import { StoreController } from '../shared/store-controller.ts';
import { whenIdle } from '../shared/when-idle.ts';
import { Part } from '../shared/part.ts';
import type { Selection } from '../store/types.ts';
import type { BoxContext } from './box.ts';
import { columnsView, MOST_STRETCHED, type Column } from './frame.ts';
import { graphStyles } from './graph.styles.ts';
import type { Crowd } from './handling/crowd.ts';
import type { Grip } from './handling/grip.ts';
import type { Large } from './handling/scene.ts';
import { firstBoxes, isMany } from './many.ts';
import type { Layout, Sizes } from './types.ts';

/** What a person needs who takes a graph in hand. */
export const handling = new Part(() => import('./handling/index.ts'));

// The first formatter of a page takes Chromium some 35 ms: better while it waits for its run than when that has come.
whenIdle?.(() => new Intl.NumberFormat().format(0));

/** What a graph shows while there is something to show. */
export interface Content {
  readonly header: unknown;
  /** Below the header and what is to be said of the connection. */
  readonly reason?: unknown;
  readonly body: unknown;
  /** Below the graph. */
  readonly details: unknown;
}

export interface Picture {
  readonly label: string;
  readonly role: 'tree' | 'listbox';
  readonly layout: Layout;
  readonly sizes: Sizes;
  readonly edges: unknown;
  readonly columns: readonly Column[];
  /** How those of very many look that are not drawn one by one. */
  readonly crowd?: Crowd | null;
}

/** What a person can do with a graph: walk through its boxes, find one by its name, select one, read it as a table. */
export abstract class GraphElement extends PwElement {
  static override styles: CSSResultGroup = [blockStyles, graphStyles];

  /** What is selected while there is no store to keep it. */
  @state() private selection: Selection | null = null;

  protected readonly shown = new StoreController(this, ({ run, config, selection, connection, error }) => ({
    run,
    config,
    selection,
    connection,
    error,
  }));
  readonly #focus = new RovingFocus(this);
  /** A person opened details from the keyboard: the focus goes along. */
  #entering = false;
  #grip: Grip | undefined;
  #large: Large | null = null;

  abstract view: string;
  /** The values of `view`. */
  protected abstract readonly views: readonly [graph: string, table: string, ...others: string[]];

  /** The names of all that can have the focus, by id, in reading order. */
  protected abstract stops(): ReadonlyMap<string, string>;
  /** Does what a box is there for. True if there are details to show now. */
  protected abstract activate(id: string): boolean;
  /** Null while there is nothing to draw. */
  protected abstract get layout(): Layout | null;
  /** What a person may open. */
  protected readonly opened: Part<object> | null = null;
  /** The box that stands for what is selected. */
  protected abstract boxOf(selection: Selection): string | null;

  protected get selected(): Selection | null {
    return this.store ? (this.shown.value?.selection ?? null) : this.selection;
  }

  protected get isTable(): boolean {
    return this.view !== this.views[0];
  }

  protected get context(): BoxContext {
    const { selected, language: lang } = this;
    const tabStop = this.#focus.stopAmong([...this.stops().keys()]);
    const box = selected && this.boxOf(selected);
    const drawn = this.#drawn();
    const isDrawn = (id: string): boolean => !drawn || drawn.has(id) || id === tabStop || id === box;
    return { lang, tabStop, selected: box, isDrawn, walks: !handling.failed };
  }

  /** Whether there are so many boxes that only those in sight are drawn. */
  protected get isLarge(): boolean {
    return this.#drawn() !== null;
  }

  /** Of very many boxes those that are drawn; null for all. Which of them are in sight, `handling` finds out. */
  #drawn(): ReadonlySet<string> | null {
    const { layout } = this;
    if (!layout || handling.failed || !isMany(layout)) return null;
    return this.#grip?.drawn ?? firstBoxes(layout);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#grip?.release();
  }

  protected override updated(): void {
    const { layout, isTable } = this;
    const viewport = isTable ? null : this.renderRoot.querySelector<HTMLElement>('.viewport');
    this.#grip?.hold(viewport, layout, this.#drawn() && this.#large);
    const details = this.#entering ? this.renderRoot.querySelector<HTMLElement>('.details') : null;
    if (!details) return;
    this.#entering = false;
    details.focus();
  }

  /** Very many boxes are shown once it can be told which are in sight; until then all stays as it was, and nothing flickers. */
  #waits(): boolean {
    return this.#drawn() !== null && !handling.for(this);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    // What becomes of it otherwise: all of it is drawn.
    if (this.#waits()) await handling.load().catch(() => undefined);
    return super.getUpdateComplete();
  }

  protected frame(content: Content | null, empty: { title: string; hint: string }, ghosts?: unknown): unknown {
    const { snapshot, language: lang } = this;
    const options = { lang, content: content !== null, empty, retry: () => this.store?.reconnect() };
    if (content && this.#waits()) return noChange;
    const note = snapshot === null && content ? nothing : statusNote(snapshot, options);
    return html`<div class="panel" @pointerenter=${this.#prefetch} @focusin=${this.#prefetch}>
      ${
        content
          ? html`${content.header} ${note} ${content.reason}
              <div class="frame">
                <div part="viewport" class="viewport ${this.#drawn() ? 'bounded' : ''}">
                  ${content.body}
                  <div class="extent"></div>
                </div>
                ${this.#controls()}
              </div>
              ${content.details}`
          : html`<div class="absent">${ghosts} ${note}</div>`
      }
    </div>`;
  }

  #controls(): unknown {
    const { module } = handling;
    if (!module) return nothing;
    adopt(this, module);
    this.#grip ??= new module.Grip(this);
    return this.isTable ? nothing : module.controlsView(this.#grip, this.language);
  }

  protected picture({ label, role, layout, sizes, edges, columns, crowd = null }: Picture): TemplateResult {
    this.#large = { layout, sizes, crowd };
    const isStretched = layout.columns.every(({ layers }) => layers <= MOST_STRETCHED);
    return html`<div
      class="graph ${isStretched ? 'stretch' : ''}"
      role=${role}
      aria-label=${label}
      @click=${this.#onClick}
      @keydown=${this.#onKeyDown}
    >
      ${edges} ${columnsView(columns, layout, sizes)}
    </div>`;
  }

  /** The button that changes between the graph and another way to see it. */
  protected viewSwitch(label: string, shape: SVGTemplateResult, view = this.views[1]): TemplateResult {
    const isShown = this.view === view;
    return toolButton(label, shape, isShown, () => (this.view = isShown ? this.views[0] : view));
  }

  /** Selecting what is selected clears it. True if there are details to show now. */
  protected select(selection: Selection | null): boolean {
    const before = this.selected;
    const kind = selection?.kind ?? before?.kind;
    if (!kind) return false;
    const next = before?.kind === kind && before.id === selection?.id ? null : selection;
    if (this.store) this.store.select(next);
    else this.selection = next;
    this.dispatchEvent(new PwSelectEvent(kind, next?.id ?? null, this.shown.value?.run?.id ?? null));
    return next !== null;
  }

  /** Selects what a link from outside names. */
  protected show(selection: Selection): void {
    const before = this.selected;
    if (before?.kind !== selection.kind || before.id !== selection.id) this.select(selection);
  }

  /** Selects what a link in the details leads to: the focus goes along. */
  protected follow(selection: Selection): void {
    this.#entering = this.select(selection);
  }

  /** Closes the details: the focus goes back to where they came from. */
  protected close(): void {
    const { selected, tabStop } = this.context;
    this.select(null);
    const target = selected ?? tabStop;
    if (target !== null) void this.#focus.focus(target);
  }

  readonly #onClick = (event: Event): void => {
    const id = boxAt(event);
    this.#entering = false;
    if (id !== null) this.activate(id);
  };

  /** A person comes near: what they may need is fetched now. */
  readonly #prefetch = (): void => {
    if (this.opened) prefetch(this.opened);
    if (handling.module) return;
    // Without it every box is drawn, and a tab stop.
    const again = (): void => this.requestUpdate();
    handling.load().then(again, again);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const from = boxAt(event);
    if (from === null) return;
    if (event.key === 'Enter' || event.key === ' ') this.#entering = this.activate(from);
    else if (event.key === 'Escape' && this.selected) this.select(null);
    else return this.#walk(event, from);
    event.preventDefault();
  };

  #walk(event: KeyboardEvent, from: string): void {
    const { layout } = this;
    const { module } = handling;
    if (!layout || !module) return this.#prefetch();
    const target = module.follow(event, layout, this.stops(), from);
    const act = target === null ? module.actOf(event) : null;
    if (target !== null) void this.#focus.focus(target);
    else if (act) module.act(this.#grip?.zoom ?? null, act);
    else return;
    event.preventDefault();
  }
}

/** A button of the toolbar, for something that is or is not. */
export const toolButton = (
  label: string,
  shape: SVGTemplateResult,
  pressed: boolean,
  onClick: () => void,
): TemplateResult =>
  html`<button
    class="button plain square"
    type="button"
    aria-pressed=${pressed}
    aria-label=${label}
    title=${label}
    @click=${onClick}
  >
    ${icon(shape)}
  </button>`;
