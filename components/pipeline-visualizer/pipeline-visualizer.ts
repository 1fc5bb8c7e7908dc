import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Run } from '../../protocol/index.ts';
import { TypeAhead } from '../graph/index.ts';
import { PwElement } from '../shared/base-element.ts';
import { PwSelectEvent } from '../shared/events.ts';
import { boxAt, RovingFocus } from '../shared/roving-focus.ts';
import { statusNote } from '../shared/status.ts';
import { StoreController } from '../shared/store-controller.ts';
import { Announcer } from './announcer.ts';
import { jobDetails, stageDetails } from './details-view.ts';
import { draw, type Drawing } from './drawing.ts';
import { graphView } from './graph-view.ts';
import { infoView, reasonView } from './info-view.ts';
import { move, moveOf, stops } from './keys.ts';
import { boxName, boxOfJob, stageBox } from './picture.ts';
import { styles } from './pipeline-visualizer.styles.ts';
import { skeleton } from './skeleton-view.ts';
import { tell } from './story.ts';
import { tv } from './strings.ts';
import { tableView } from './table-view.ts';

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
export class PipelineVisualizer extends PwElement {
  static override readonly tagName: string = 'pipeline-visualizer';
  static override styles: CSSResultGroup = [PwElement.styles, styles];

  /** `graph`, or `table` for the same as rows. */
  @property() view: 'graph' | 'table' = 'graph';

  /** The groups that a person has opened; they stay so from run to run. */
  @state() private unfolded: ReadonlySet<string> = new Set();

  readonly #shown = new StoreController(this, ({ run, selection, connection, error }) => ({
    run,
    selection,
    connection,
    error,
  }));
  readonly #announcer = new Announcer(this);
  readonly #focus = new RovingFocus(this);
  readonly #typeAhead = new TypeAhead();
  #drawing: Drawing | null = null;
  #told: Run | null = null;
  /** A person opened details from the keyboard: the focus goes along. */
  #entering = false;

  protected override willUpdate(): void {
    const run = this.#shown.value?.run ?? null;
    if (run && run !== this.#told) this.#announcer.say(tell(this.#told, run, this.language));
    this.#told = run;
    this.#drawing = run && draw(run, this.unfolded, this.#drawing);
  }

  protected override render(): TemplateResult {
    const lang = this.language;
    const drawing = this.#drawing;
    const note = statusNote(this.snapshot, {
      lang,
      content: drawing !== null,
      empty: { title: tv(lang, 'visualizer.empty'), hint: tv(lang, 'visualizer.empty.hint') },
      retry: () => this.store?.reconnect(),
    });
    return html`<div part="base">
      <div class="panel">
        ${drawing ? this.#renderRun(drawing, note, lang) : skeleton(note, isWaiting(this.snapshot?.connection))}
      </div>
      <div class="visually-hidden" role="status">${this.#announcer.text}</div>
    </div>`;
  }

  protected override updated(): void {
    const details = this.#entering ? this.renderRoot.querySelector<HTMLElement>('.details') : null;
    if (!details) return;
    this.#entering = false;
    details.focus();
  }

  #renderRun(drawing: Drawing, note: unknown, lang: string): TemplateResult {
    const { run, picture, layout, paths } = drawing;
    const selected = this.#selectedBox(drawing);
    const tabStop = this.#focus.stopAmong(stops(picture, layout));
    const onToggleView = (): void => void (this.view = this.view === 'table' ? 'graph' : 'table');
    return html`${infoView(run, { lang, view: this.view, onToggleView })} ${note} ${reasonView(run, lang)}
      <div part="viewport" class="viewport">
        ${
          this.view === 'table'
            ? tableView(run, picture, { lang, selected, onSelect: (id) => this.#activate(id) })
            : graphView(picture, layout, {
                lang,
                tabStop,
                selected,
                paths,
                number: run.number,
                onClick: this.#onClick,
                onKeyDown: this.#onKeyDown,
              })
        }
      </div>
      ${this.#renderDetails(run, lang)}`;
  }

  #renderDetails(run: Run, lang: string): TemplateResult | typeof nothing {
    const selection = this.#shown.value?.selection;
    const options = { lang, onClose: () => this.#close() };
    if (selection?.kind === 'job') {
      const job = run.jobs.find(({ id }) => id === selection.id);
      return job ? jobDetails(job, run, options) : nothing;
    }
    const stage = selection?.kind === 'stage' && run.stages.find(({ id }) => id === selection.id);
    return stage ? stageDetails(stage, run, options) : nothing;
  }

  #selectedBox({ picture }: Drawing): string | null {
    const selection = this.#shown.value?.selection;
    if (selection?.kind === 'stage') return stageBox(selection.id);
    return selection?.kind === 'job' ? boxOfJob(picture, selection.id) : null;
  }

  readonly #onClick = (event: Event): void => {
    const id = boxAt(event);
    if (id !== null) this.#activate(id);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const id = boxAt(event);
    const drawing = this.#drawing;
    if (id === null || !drawing) return;
    const { picture, layout } = drawing;
    const direction = moveOf(event, getComputedStyle(this).direction === 'rtl');
    const target = direction ? move(picture, layout, id, direction) : this.#seek(event, drawing, id);
    if (target !== null) void this.#focus.focus(target);
    else if (event.key === 'Enter' || event.key === ' ') this.#entering = this.#activate(id);
    else if (event.key === 'Escape' && this.#shown.value?.selection) this.#select(null);
    else if (direction === null) return;
    event.preventDefault();
  };

  #seek(event: KeyboardEvent, { picture, layout }: Drawing, from: string): string | null {
    const names = new Map(stops(picture, layout).map((id) => [id, boxName(picture, id)]));
    return this.#typeAhead.find(event, names, from);
  }

  /** A group unfolds or folds; a job or a stage is selected, or no longer if it was. True if there are details to show now. */
  #activate(id: string): boolean {
    const drawing = this.#drawing;
    const box = drawing?.picture.boxes.get(id);
    if (box?.kind === 'job') return this.#select({ kind: 'job', id: box.job.id });
    if (box?.kind === 'fold') {
      const unfolded = new Set(this.unfolded);
      if (!unfolded.delete(id)) unfolded.add(id);
      this.unfolded = unfolded;
      return false;
    }
    const stage = drawing?.picture.columns.find((column) => column.id === id)?.stage;
    return stage ? this.#select({ kind: 'stage', id: stage.id }) : false;
  }

  #select(selection: { kind: 'job' | 'stage'; id: string } | null): boolean {
    const before = this.#shown.value?.selection ?? null;
    if (selection === null && before === null) return false;
    const same = before?.kind === selection?.kind && before?.id === selection?.id;
    const next = same ? null : selection;
    this.store?.select(next);
    const kind = selection?.kind ?? before?.kind ?? 'job';
    this.dispatchEvent(new PwSelectEvent(kind, next?.id ?? null, this.#drawing?.run.id ?? null));
    return next !== null;
  }

  #close(): void {
    const drawing = this.#drawing;
    const box = drawing && this.#selectedBox(drawing);
    this.#select(null);
    if (box) void this.#focus.focus(box);
  }
}

const isWaiting = (connection: string | undefined): boolean => connection === 'connecting' || connection === 'idle';
