import { html, nothing } from 'lit';
import type { Topology } from '../../../protocol/index.ts';
import { toolButton } from '../../graph/graph-element.ts';
import { download } from '../../shared/action-icons.ts';
import { PwTopologyInputEvent } from '../../shared/events.ts';
import { line } from '../../shared/icons.ts';
import { adopt, partView } from '../../shared/part-view.ts';
import { Part } from '../../shared/part.ts';
import type { InfraMap } from '../infra-map.ts';
import type { Lights } from '../drawing/lights.ts';
import type { MovingTool } from '../moving/index.ts';
import type { Arranged } from '../moving/moving.ts';
import { draw, type Plan } from '../drawing/plan.ts';
import { styles } from './styles.ts';
import { td } from './strings.ts';

const moving = new Part(() => import('../moving/index.ts'));
const exporting = new Part(() => import('../export/index.ts'));

/** A map as its tools see it. */
export interface MapHost extends Arranged {
  readonly element: InfraMap;
}

const move = line(
  'M8 1.75v12.5M1.75 8h12.5M6.25 3.5 8 1.75 9.75 3.5m-3.5 9L8 14.25l1.75-1.75m-6.25-6L1.75 8 3.5 9.75m9-3.5L14.25 8 12.5 9.75',
);

/** What a person can do with a map besides reading it: each comes when it is first asked for. */
export class Tools {
  readonly #element: InfraMap;
  #plan: Plan | null = null;
  /** What the next plan is drawn from, if that is not the plan before. */
  #from: Plan | null | undefined;
  #tool: MovingTool | null = null;
  #isMoving = false;
  #isExporting = false;

  constructor(element: InfraMap) {
    this.#element = element;
    adopt(element, { styles });
  }

  /** Draws a topology, with its nodes where they have been put on this page. */
  draw(topology: Topology, before: Plan | null): Plan {
    const from = this.#from === undefined ? before : this.#from;
    this.#from = undefined;
    const moving = this.#tool?.moving;
    const zones = this.#isMoving ? moving?.zones : undefined;
    return (this.#plan = draw(moving?.over(topology) ?? topology, from, zones));
  }

  buttons(lang: string): unknown {
    if (this.#element.view !== 'map') return nothing;
    return html`<span class="tools">
      ${toolButton(td(lang, 'map.move'), move, this.#isMoving, () => this.#move(!this.#isMoving))}
      ${toolButton(td(lang, 'map.export'), download, this.#isExporting, () => {
        this.#isExporting = !this.#isExporting;
        this.#element.requestUpdate();
      })}
    </span>`;
  }

  /** What belongs to the tools that are in use. */
  bars(lights: Lights, lang: string): unknown {
    const element = this.#element;
    const plan = this.#plan;
    if (element.view !== 'map' || !plan) return nothing;
    return [
      this.#isMoving && partView(element, moving, lang, ({ MovingTool }) => this.#take(MovingTool).view(lang)),
      this.#isExporting &&
        partView(element, exporting, lang, ({ exportView }) => exportView(element, plan, lights, lang)),
    ].map((bar) => bar || nothing);
  }

  #take(Tool: typeof MovingTool): MovingTool {
    this.#tool ??= new Tool({
      element: this.#element,
      plan: () => this.#plan,
      drawFrom: (plan) => (this.#from = plan),
      requestUpdate: () => this.#element.requestUpdate(),
      changed: (topology) => this.#element.dispatchEvent(new PwTopologyInputEvent(topology)),
    });
    this.#tool.active = true;
    return this.#tool;
  }

  #move(isMoving: boolean): void {
    this.#isMoving = isMoving;
    if (this.#tool) this.#tool.active = isMoving;
    this.#element.requestUpdate();
  }
}
