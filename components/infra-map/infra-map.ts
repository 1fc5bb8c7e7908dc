import { html, nothing, svg, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Run, StageConfig, Topology } from '../../protocol/index.ts';
import { directionOf, step, TypeAhead } from '../graph/index.ts';
import { PwElement } from '../shared/base-element.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { icon } from '../shared/icons.ts';
import { boxAt, RovingFocus } from '../shared/roving-focus.ts';
import { statusNote } from '../shared/status.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { Selection } from '../store/types.ts';
import { connectionDetails, nodeDetails } from './details-view.ts';
import { styles } from './infra-map.styles.ts';
import { lightsOf, type Lights } from './lights.ts';
import { listView } from './list-view.ts';
import { mapView } from './map-view.ts';
import { draw, nodeOf, type Plan } from './plan.ts';
import { tm } from './strings.ts';

const list = svg`<path d="M6 3.5h7.5M6 8h7.5M6 12.5h7.5M2.75 3.5h.01M2.75 8h.01M2.75 12.5h.01" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />`;

/**
 * @summary The infrastructure that a pipeline touches: what is at work for the run, what flows where, what its failure hit.
 *
 * @tagname infra-map
 *
 * @fires {PwSelectEvent} pw-select - A person selected a node or a connection, or cleared the selection.
 *
 * @csspart base - The root of the element.
 * @csspart header - The line above the map.
 * @csspart toolbar - The buttons in the header.
 * @csspart viewport - What scrolls when the map is wider than the page.
 * @csspart node - The card of a node.
 * @csspart edge - The line of a connection.
 * @csspart status - Notes about the connection to the pipeline.
 * @csspart empty - What stands there while there is no map to show.
 */
export class InfraMap extends PwElement {
  static override readonly tagName: string = 'infra-map';
  static override styles: CSSResultGroup = [PwElement.styles, styles];

  /** What to show instead of the topology in the config of the pipeline. */
  @property({ attribute: false }) topology: Topology | null = null;

  /** `map`, or `list` for the same as rows. */
  @property() view: 'map' | 'list' = 'map';

  /** Whether any of it is on the screen. */
  @state() private seen = false;

  /** What is selected while there is no store to keep it. */
  @state() private selection: Selection | null = null;

  readonly #shown = new StoreController(this, ({ run, config, selection, connection, error }) => ({
    run,
    config,
    selection,
    connection,
    error,
  }));
  readonly #focus = new RovingFocus(this);
  readonly #typeAhead = new TypeAhead();
  #sight: IntersectionObserver | undefined;
  #plan: Plan | null = null;
  /** A person opened details from the keyboard: the focus goes along. */
  #entering = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight = new IntersectionObserver((entries) => (this.seen = entries.at(-1)?.isIntersecting ?? false));
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight?.disconnect();
    this.seen = false;
  }

  protected override willUpdate(): void {
    const topology = this.#topology();
    this.#plan = topology && draw(topology, this.#plan);
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const plan = this.#plan;
    const hasContent = plan !== null && plan.topology.nodes.length > 0;
    const note =
      this.snapshot === null && hasContent
        ? nothing
        : statusNote(this.snapshot, {
            lang,
            content: hasContent,
            empty: { title: tm(lang, 'map.empty'), hint: tm(lang, 'map.empty.hint') },
            retry: () => this.store?.reconnect(),
          });
    return html`<div part="base">
      <div class="panel">
        ${hasContent ? this.#renderMap(plan, note, lang) : html`<div class="absent">${note}</div>`}
      </div>
    </div>`;
  }

  protected override updated(): void {
    const details = this.#entering ? this.renderRoot.querySelector<HTMLElement>('.details') : null;
    if (!details) return;
    this.#entering = false;
    details.focus();
  }

  #renderMap(plan: Plan, note: unknown, lang: string): TemplateResult {
    const run = this.#shown.value?.run ?? null;
    const lights = lightsOf(run, this.#stages());
    const selected = this.#selected();
    const onToggleView = (): void => void (this.view = this.view === 'list' ? 'map' : 'list');
    return html`<div part="header" class="panel-header">
        <strong class="title">${tm(lang, 'map.title')}</strong>
        <span class="summary muted truncate" dir="auto">${summarize(run, lights, lang)}</span>
        <span class="spacer"></span>
        <button
          part="toolbar"
          class="button plain square"
          type="button"
          aria-pressed=${this.view === 'list'}
          aria-label=${tm(lang, 'map.view')}
          title=${tm(lang, 'map.view')}
          @click=${onToggleView}
        >
          ${icon(list)}
        </button>
      </div>
      ${note}
      <div part="viewport" class="viewport">
        ${
          this.view === 'list'
            ? listView(plan, {
                lang,
                lights,
                selected: selected?.kind === 'node' ? selected.id : null,
                onSelect: (id) => this.#select({ kind: 'node', id }),
              })
            : mapView(plan, {
                lang,
                lights,
                selected,
                seen: this.seen,
                tabStop: this.#focus.stopAmong(plan.layout.layers.flat()),
                onClick: this.#onClick,
                onKeyDown: this.#onKeyDown,
              })
        }
      </div>
      ${this.#renderDetails(plan, lights, lang)}`;
  }

  #renderDetails(plan: Plan, lights: Lights, lang: string): TemplateResult | typeof nothing {
    const selected = this.#selected();
    const options = {
      lang,
      plan,
      lights,
      stages: this.#stages(),
      onSelect: (kind: 'node' | 'connection', id: string): void => {
        this.#entering = this.#select({ kind, id });
      },
      onClose: () => this.#close(),
    };
    if (selected?.kind === 'node') {
      const node = nodeOf(plan, selected.id);
      return node ? nodeDetails(node, options) : nothing;
    }
    const connection =
      selected?.kind === 'connection' && plan.topology.connections.find(({ id }) => id === selected.id);
    return connection ? connectionDetails(connection, options) : nothing;
  }

  #topology(): Topology | null {
    return this.topology ?? this.#shown.value?.config?.topology ?? null;
  }

  #stages(): readonly StageConfig[] {
    return this.#shown.value?.config?.stages ?? [];
  }

  #selected(): Selection | null {
    return this.store ? (this.#shown.value?.selection ?? null) : this.selection;
  }

  readonly #onClick = (event: Event): void => {
    const connection = event.target instanceof Element ? event.target.closest<SVGElement>('[data-connection]') : null;
    const id = connection?.dataset['connection'] ?? boxAt(event);
    if (id !== null) this.#select({ kind: connection ? 'connection' : 'node', id });
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const id = boxAt(event);
    const plan = this.#plan;
    if (id === null || !plan) return;
    const target = this.#targetOf(event, plan, id);
    if (target !== null) void this.#focus.focus(target);
    else if (event.key === 'Enter' || event.key === ' ') this.#entering = this.#select({ kind: 'node', id });
    else if (event.key === 'Escape' && this.#selected()) this.#select(null);
    else return;
    event.preventDefault();
  };

  #targetOf(event: KeyboardEvent, { layout, topology }: Plan, from: string): string | null {
    const all = layout.layers.flat();
    if (event.key === 'Home') return all[0] ?? null;
    if (event.key === 'End') return all.at(-1) ?? null;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const direction = isPlain ? directionOf(event.key, getComputedStyle(this).direction === 'rtl') : null;
    // An arrow that leads nowhere stays here, rather than scroll the page.
    if (direction) return step(layout, from, direction) ?? from;
    return this.#typeAhead.find(event, new Map(topology.nodes.map(({ id, name }) => [id, name])), from);
  }

  /** Selecting what is selected clears it. True if there are details to show now. */
  #select(selection: Selection | null): boolean {
    const before = this.#selected();
    const same = before?.kind === selection?.kind && before?.id === selection?.id;
    const next = same ? null : selection;
    if (this.store) this.store.select(next);
    else this.selection = next;
    const kind = selection?.kind ?? before?.kind ?? 'node';
    this.dispatchEvent(new PwSelectEvent(kind, next?.id ?? null, this.#shown.value?.run?.id ?? null));
    return next !== null;
  }

  #close(): void {
    const selected = this.#selected();
    this.#select(null);
    const stop = this.#focus.stopAmong(this.#plan?.layout.layers.flat() ?? []);
    const target = selected?.kind === 'node' ? selected.id : stop;
    if (target !== null) void this.#focus.focus(target);
  }
}

/** The map in a few words. */
function summarize(run: Run | null, { nodes }: Lights, lang: string): string {
  const [light] = nodes.values();
  const stage = run?.stages.find(({ id }) => id === run.currentStage)?.name ?? '';
  if (light === 'active') return tm(lang, 'map.at', { count: nodes.size, stage });
  if (light === 'failed') return tm(lang, 'map.failed', { stage });
  return tm(lang, light === 'healthy' ? 'map.healthy' : 'map.idle');
}
