import { html, nothing, type CSSResultGroup, type CSSResultOrNative, type TemplateResult } from 'lit';
import { property, state } from '../shared/property.ts';
import type { Run } from '../../protocol/index.ts';
import type { BoxContext } from '../graph/box.ts';
import { GraphElement, handling, toolButton, type Content } from '../graph/graph-element.ts';
import type { Layout } from '../graph/index.ts';
import { MANY } from '../graph/many.ts';
import type { Forecast } from './forecast/index.ts';
import { ClockController } from '../shared/clock.ts';
import { download } from '../shared/action-icons.ts';
import { keepLinked } from '../shared/link.ts';
import { partView } from '../shared/part-view.ts';
import { Part } from '../shared/part.ts';
import type { Selection } from '../store/types.ts';
import { Announcer } from './announcer.ts';
import { draw, type Drawing } from './drawing.ts';
import { SIZES } from './geometry.ts';
import { columnsOf, crowdOf, linesView } from './graph-view.ts';
import { bars, infoView, reasonView, route, table } from './info-view.ts';
import { boxOfJob, stageBox, type Picture } from './picture.ts';
import { styles } from './pipeline-visualizer.styles.ts';
import { ghosts } from './ghosts-view.ts';
import { tell } from './story.ts';
import { tv } from './strings.ts';

const waterfall = new Part(() => import('./waterfall/index.ts'));
const forecast = new Part(() => import('./forecast/index.ts'));

/** What a person can open above the graph: it draws there, and may draw into the graph. */
interface Extra {
  readonly styles: readonly CSSResultOrNative[];
  extraView(host: PipelineVisualizer, drawing: Drawing, lang: string): TemplateResult;
  linesView?(drawing: Drawing): TemplateResult;
}

const EXTRAS = {
  path: [route, new Part<Extra>(() => import('./critical/index.ts'))],
  export: [download, new Part<Extra>(() => import('./export/index.ts'))],
} as const;

type Opened = typeof import('./opened/index.ts');

const opened = new Part(() => import('./opened/index.ts'));

/**
 * @summary The stages and jobs of a run as a graph: what runs, what waits for what, what failed and why.
 *
 * @tagname pipeline-visualizer
 *
 * @fires {PwSelectEvent} pw-select - A person selected a stage or a job, or cleared the selection.
 *
 * @csspart base - The root of the element.
 * @csspart header - The panel with what is known of the run.
 * @csspart toolbar - The buttons in the header.
 * @csspart viewport - What scrolls when the graph is wider than the page.
 * @csspart node - The card of a job, of a group of jobs, or of a stage without jobs.
 * @csspart edge - The line between two cards.
 * @csspart status - The words for a status.
 * @csspart empty - What stands there while there is no run to show.
 */
export class PipelineVisualizer extends GraphElement {
  static override readonly tagName: string = 'pipeline-visualizer';
  static override styles: CSSResultGroup = [GraphElement.styles, styles];

  /** `graph`, `waterfall` for the same over time, or `table` for the same as rows. */
  @property() view: 'graph' | 'table' | 'waterfall' = 'graph';

  /** Keeps what is selected in the fragment of the page's address, as `#job=test`, and selects what a link names there. */
  @property({ type: Boolean, attribute: 'deep-link' }) deepLink = false;

  /** What a person has opened above the graph. */
  @state() private extra: keyof typeof EXTRAS | null = null;

  /** The groups that a person has opened; they stay so from run to run. */
  @state() private unfolded: ReadonlySet<string> = new Set();

  protected readonly views = ['graph', 'table', 'waterfall'] as const;
  readonly #announcer = new Announcer(this);
  protected override readonly opened = opened;
  /** Bars grow while one looks at them. */
  protected readonly clock = new ClockController(
    this,
    () => this.view === 'waterfall' && this.#told?.status === 'running',
  );
  #drawing: Drawing | null = null;
  #told: Run | null = null;

  constructor() {
    super();
    keepLinked(this, {
      kinds: ['job', 'stage'],
      selected: () => this.selected,
      select: ({ kind, id }) => kind !== 'run' && this.show({ kind, id }),
    });
  }

  protected override willUpdate(): void {
    const run = this.shown.value?.run ?? null;
    if (run && run !== this.#told) this.#announcer.say(tell(this.#told, run, this.language));
    this.#told = run;
    // What draws very many boxes is on its way while their places are computed.
    if (run && run.jobs.length > MANY) handling.for(this);
    this.#drawing = run && draw(run, this.unfolded, this.#drawing);
  }

  protected override render(): TemplateResult {
    const { language: lang } = this;
    const empty = { title: tv(lang, 'visualizer.empty'), hint: tv(lang, 'visualizer.empty.hint') };
    return html`<div part="base">
      ${this.frame(this.#drawing && this.#content(this.#drawing, lang), empty, ghosts(this.snapshot?.connection))}
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>
    </div>`;
  }

  #content(drawing: Drawing, lang: string): Content {
    const { run, picture, layout } = drawing;
    const { isTable } = this;
    const { left, progressOf } = this.#forecast(run, lang);
    const context = { ...this.context, progressOf };
    const extra = this.extra && !isTable ? EXTRAS[this.extra][1] : null;
    return {
      header: infoView(run, lang, {
        forecast: left,
        tools: html`${isTable ? nothing : this.#tools(lang)}
        ${this.viewSwitch(tv(lang, 'visualizer.waterfall'), bars, 'waterfall')}
        ${this.viewSwitch(tv(lang, 'visualizer.view'), table)}`,
      }),
      reason: html`${reasonView(run, lang)}
      ${extra && partView(this, extra, lang, (module) => module.extraView(this, drawing, lang))}`,
      body: isTable
        ? this.#other(run, picture, context)
        : this.picture({
            role: 'tree',
            label: tv(lang, 'visualizer.label', { number: run.number }),
            layout,
            sizes: SIZES,
            edges: [linesView(picture, layout, context, this.isLarge), extra?.module?.linesView?.(drawing)],
            columns: columnsOf(picture, layout, context),
            crowd: crowdOf(picture),
          }),
      details: this.#details(run, lang),
    };
  }

  #tools(lang: string): TemplateResult[] {
    return (['path', 'export'] as const).map((key) => {
      const isShown = this.extra === key;
      return toolButton(tv(lang, `visualizer.${key}`), EXTRAS[key][0], isShown, () => {
        this.extra = isShown ? null : key;
      });
    });
  }

  /** The same as the graph in another form. */
  #other(run: Run, picture: Picture, context: BoxContext): unknown {
    const onSelect = (id: string): void => void this.activate(id);
    if (this.view !== 'waterfall') return this.#open(({ jobsTable }) => jobsTable(run, picture, context, onSelect));
    const { now } = this.clock;
    return partView(this, waterfall, context.lang, ({ waterfallView }) =>
      waterfallView(run, picture, context, { now, onSelect }),
    );
  }

  /** How a run goes on is a guess, and not missed where it cannot be had. */
  #forecast(run: Run, lang: string): Partial<Forecast> {
    const { store } = this;
    const { status, endTime } = run;
    // What is played again runs, but up to a time that is known.
    return (status === 'running' && !endTime && store && forecast.for(this)?.forecastOf(this, store, run, lang)) || {};
  }

  #details(run: Run, lang: string): unknown {
    const { selected, store } = this;
    const close = (): void => this.close();
    return selected && this.#open(({ detailsOf }) => detailsOf(selected, run, lang, { host: this, store, close }));
  }

  #open(draw: (module: Opened) => unknown): unknown {
    return partView(this, this.opened, this.language, draw);
  }

  protected override stops(): ReadonlyMap<string, string> {
    return this.#drawing?.stops ?? new Map();
  }

  protected override get layout(): Layout | null {
    return this.#drawing?.layout ?? null;
  }

  protected override boxOf({ kind, id }: Selection): string | null {
    if (kind === 'stage') return stageBox(id);
    return kind === 'job' && this.#drawing ? boxOfJob(this.#drawing.picture, id) : null;
  }

  /** A group unfolds or folds; a job or a stage is selected, or no longer if it was. */
  protected override activate(id: string): boolean {
    const { boxes, columns } = this.#drawing?.picture ?? {};
    const box = boxes?.get(id);
    if (box?.kind === 'job') return this.select({ kind: 'job', id: box.job.id });
    if (box?.kind === 'fold') {
      const unfolded = new Set(this.unfolded);
      if (!unfolded.delete(id)) unfolded.add(id);
      this.unfolded = unfolded;
      return false;
    }
    const stage = columns?.find((column) => column.id === id)?.stage;
    return stage ? this.select({ kind: 'stage', id: stage.id }) : false;
  }
}
