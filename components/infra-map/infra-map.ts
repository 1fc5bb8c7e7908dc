import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from '../shared/property.ts';
import type { Run, Topology } from '../../protocol/index.ts';
import type { InfraFile } from '../../protocol/infra/index.ts';
import { GraphElement, handling, type Content } from '../graph/graph-element.ts';
import type { Layout } from '../graph/index.ts';
import { line } from '../shared/icons.ts';
import { partView } from '../shared/part-view.ts';
import { Part } from '../shared/part.ts';
import { StoreController } from '../shared/store-controller.ts';
import type { Selection } from '../store/types.ts';
import type { FileMap } from './files/file-map.ts';
import { fetchKinds } from './kinds.ts';
import { SIZES } from './geometry.ts';
import { styles } from './infra-map.styles.ts';
import { lightsOf, type Lights } from './lights.ts';
import { columnsOf, crowdOf, linesView } from './map-view.ts';
import { legendView } from './marks.ts';
import { draw, type Plan } from './plan.ts';
import { tm } from './strings.ts';

type Opened = typeof import('./opened/index.ts');
type Tools = InstanceType<Opened['Tools']>;

const opened = new Part(() => import('./opened/index.ts'));
const reading = new Part(() => import('./files/file-map.ts'));

/** What can be selected here; of what else there is on the page, other elements know. */
const THINGS: ReadonlySet<Selection['kind']> = new Set(['node', 'connection']);

const NOTHING: ReadonlyMap<string, string> = new Map();

const list = line('M6 3.5h7.5M6 8h7.5M6 12.5h7.5M2.75 3.5h.01M2.75 8h.01M2.75 12.5h.01', 1.6);

/**
 * @summary The infrastructure that a pipeline touches: what is at work for the run, what flows where, what its failure hit.
 *
 * @tagname infra-map
 *
 * @fires {PwSelectEvent} pw-select - A person selected a node or a connection, or cleared the selection.
 * @fires {PwTopologyInputEvent} pw-topology-input - A person put nodes elsewhere; `topology` is the map as it is shown now.
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
export class InfraMap extends GraphElement {
  static override readonly tagName: string = 'infra-map';
  static override styles: CSSResultGroup = [GraphElement.styles, styles];

  /** What to show instead of the topology in the config of the pipeline. */
  @property({ attribute: false }) topology: Topology | null = null;

  /** Files to draw instead: `wrangler.toml` or `wrangler.jsonc` of any number of Workers, compose files, topologies. */
  @property({ attribute: false }) files: readonly InfraFile[] | null = null;

  /** Leaves out what the marks at the nodes say. */
  @property({ type: Boolean, attribute: 'without-legend' }) withoutLegend = false;

  /** `map`, or `list` for the same as rows. */
  @property() view: 'map' | 'list' = 'map';

  /** Whether any of it is on the screen. */
  @state() private seen = false;

  protected readonly views = ['map', 'list'] as const;
  protected override readonly opened = opened;
  #fileMap: FileMap | null | undefined;
  /** What a person is editing on this page, before it is saved. */
  readonly #preview = new StoreController(this, ({ preview }) => preview);
  #sight: IntersectionObserver | undefined;
  #plan: Plan | null = null;
  /** What a person can do with the map, once they have come near. */
  #tools: Tools | null | undefined;

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
    const { files } = this;
    this.#fileMap = files && reading.for(this)?.fileMapOf(this, files);
    const more = handling.module && opened.for(this);
    this.#tools ??= more && new more.Tools(this);
    const config = this.#preview.value ?? this.shown.value?.config;
    const topology = files ? this.#fileMap?.topology : (this.topology ?? config?.topology);
    const before = this.#plan;
    this.#plan = topology?.nodes.length ? (this.#tools?.draw(topology, before) ?? draw(topology, before)) : null;
    fetchKinds(topology?.nodes ?? [], this);
  }

  protected override render(): TemplateResult {
    const { language: lang } = this;
    const empty = { title: tm(lang, 'map.empty'), hint: tm(lang, 'map.empty.hint') };
    return html`<div part="base">
      ${
        this.files && !this.#fileMap?.topology
          ? html`<div class="panel absent">${partView(this, reading, lang, () => this.#fileMap?.failureView())}</div>`
          : this.frame(this.#plan && this.#content(this.#plan, lang), empty)
      }
    </div>`;
  }

  #content(plan: Plan, lang: string): Content {
    const { context, seen, isLarge } = this;
    const selected = this.selected && THINGS.has(this.selected.kind) ? this.selected : null;
    const { run = null, config } = this.shown.value ?? {};
    const stages = (this.#preview.value ?? config)?.stages ?? [];
    const lights = lightsOf(run, stages);
    const title = tm(lang, 'map.title');
    const onSelect = (selection: Selection): void => void this.select(selection);
    const ways = { onSelect: (selection: Selection): void => this.follow(selection), onClose: () => this.close() };
    return {
      header: html`<div part="header" class="panel-header">
        <strong class="title">${title}</strong>
        <span class="summary muted truncate" dir="auto">${summarize(run, lights, lang)}</span>
        <span class="spacer"></span>
        <div part="toolbar">${this.#tools?.buttons(lang)} ${this.viewSwitch(tm(lang, 'map.view'), list)}</div>
      </div>`,
      reason: [this.#fileMap?.note(lang), this.#tools?.bars(lights, lang)],
      body: this.isTable
        ? this.#open(({ nodesTable }) => nodesTable(plan, lights, context, (id) => this.activate(id)))
        : this.picture({
            role: 'listbox',
            label: title,
            layout: plan.layout,
            sizes: SIZES,
            edges: linesView(plan, lights, { selected, seen, isLarge, onSelect }),
            crowd: crowdOf(lights),
            columns: columnsOf(plan, lights, context),
          }),
      details: html`${this.withoutLegend ? nothing : legendView(lights, lang)}
      ${selected ? this.#open(({ detailsOf }) => detailsOf(selected, { lang, plan, lights, stages, ...ways })) : nothing}`,
    };
  }

  #open(draw: (module: Opened) => unknown): unknown {
    return partView(this, opened, this.language, draw);
  }

  protected override get alone(): boolean {
    return (this.files ?? this.topology) !== null;
  }

  protected override stops(): ReadonlyMap<string, string> {
    return this.#plan?.names ?? NOTHING;
  }

  protected override get layout(): Layout | null {
    return this.#plan?.layout ?? null;
  }

  protected override boxOf({ kind, id }: Selection): string | null {
    return kind === 'node' ? id : null;
  }

  protected override activate(id: string): boolean {
    return this.select({ kind: 'node', id });
  }
}

/** The map in a few words. */
function summarize(run: Run | null, { nodes }: Lights, lang: string): string {
  const [light = 'idle'] = nodes.values();
  const stage = run?.stages.find(({ id }) => id === run.currentStage)?.name ?? '';
  return tm(lang, `map.${light}`, { count: nodes.size, stage });
}
