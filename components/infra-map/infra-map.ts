import { html, nothing, type CSSResultGroup, type SVGTemplateResult, type TemplateResult } from 'lit';
import { property, state } from '../shared/property.ts';
import type { Topology } from '../../protocol/index.ts';
import type { InfraFile } from '../../protocol/infra/index.ts';
import { GraphElement, handling, type Content } from '../graph/graph-element.ts';
import type { Layout } from '../graph/index.ts';
import { MANY } from '../graph/many.ts';
import { loadingNote } from '../shared/note.ts';
import { adopt, partView, type Drawing } from '../shared/part-view.ts';
import { Part } from '../shared/part.ts';
import { StoreController } from '../shared/store-controller.ts';
import { createTranslate } from '../shared/strings.ts';
import type { Selection } from '../store/types.ts';
import { drawing } from './drawing.ts';
import type { Plan } from './drawing/plan.ts';
import type { FileMap } from './files/file-map.ts';
import { styles } from './infra-map.styles.ts';

type Code = typeof import('./drawing/index.ts');
type Opened = typeof import('./opened/index.ts');
type Tools = InstanceType<Opened['Tools']>;

const opened = new Part(() => import('./opened/index.ts'));
const reading = new Part(() => import('./files/file-map.ts'));

/** What can be selected here; of what else there is on the page, other elements know. */
const THINGS: ReadonlySet<Selection['kind']> = new Set(['node', 'connection']);

const NOTHING: ReadonlyMap<string, string> = new Map();

const say = createTranslate({
  'map.empty': 'Nothing on the map',
  'map.empty.hint': 'The settings of the pipeline name no nodes.',
});

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
  /** What there is to draw. */
  #topology: Topology | null = null;
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
    const config = this.#preview.value ?? this.shown.value?.config;
    const topology = files ? this.#fileMap?.topology : (this.topology ?? config?.topology);
    this.#topology = topology?.nodes.length ? topology : null;
    const code = drawing.for(this);
    if (code) this.#plan = this.#topology && this.#draw(code, this.#topology);
  }

  #draw(code: Code, topology: Topology): Plan {
    adopt(this, code);
    code.fetchKinds(topology.nodes, this);
    // Needed to draw so many, and fetched while they are laid out.
    if (topology.nodes.length > MANY) handling.for(this);
    const more = handling.module && opened.for(this);
    this.#tools ??= more && new more.Tools(this);
    return (this.#tools ?? code).draw(topology, this.#plan);
  }

  protected override render(): TemplateResult {
    const { language: lang } = this;
    const empty = { title: say(lang, 'map.empty'), hint: say(lang, 'map.empty.hint') };
    const missing = this.#missing();
    return html`<div part="base">
      ${
        missing
          ? html`<div class="panel absent">
              ${
                missing.module || missing.failed
                  ? partView(this, missing, lang, () => this.#fileMap?.failureView())
                  : loadingNote(lang)
              }
            </div>`
          : this.frame(this.#content(lang), empty)
      }
    </div>`;
  }

  /** The code without which nothing of the map can be shown. */
  #missing(): Part<Drawing> | null {
    if (this.files && !this.#fileMap?.topology) return reading;
    return this.#topology && !this.#plan ? drawing : null;
  }

  #content(lang: string): Content | null {
    const { module: map } = drawing;
    const plan = this.#plan;
    if (!map || !plan) return null;
    const { context, seen, isLarge } = this;
    const selected = this.selected && THINGS.has(this.selected.kind) ? this.selected : null;
    const { run = null, config } = this.shown.value ?? {};
    const stages = (this.#preview.value ?? config)?.stages ?? [];
    const lights = map.lightsOf(run, stages);
    const onSelect = (selection: Selection): void => void this.select(selection);
    const ways = { onSelect: (selection: Selection): void => this.follow(selection), onClose: () => this.close() };
    const turn = (label: string, shape: SVGTemplateResult): TemplateResult => this.viewSwitch(label, shape);
    return {
      header: map.headerView(run, lights, lang, this.#tools?.buttons(lang), turn),
      reason: [this.#fileMap?.note(lang), this.#tools?.bars(lights, lang)],
      body: this.isTable
        ? this.#open(({ nodesTable }) => nodesTable(plan, lights, context, (id) => this.activate(id)))
        : this.picture(map.pictureOf(plan, lights, context, { selected, seen, isLarge, onSelect })),
      details: html`${this.withoutLegend ? nothing : map.legendView(lights, lang)}
      ${selected ? this.#open(({ detailsOf }) => detailsOf(selected, { lang, plan, lights, stages, ...ways })) : nothing}`,
    };
  }

  #open(draw: (module: Opened) => unknown): unknown {
    return partView(this, opened, this.language, draw);
  }

  /** What it was given is drawn with the first update after the code for it has come. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    // What becomes of it otherwise, the element says.
    await drawing.load().catch(() => undefined);
    return super.getUpdateComplete();
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
