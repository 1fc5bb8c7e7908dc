import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, line } from '../../shared/icons.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { MapHost } from '../opened/tools.ts';
import { listen } from './gestures.ts';
import { Moving } from './moving.ts';
import { saveMoves } from './save.ts';
import { tp } from './strings.ts';

export const styles = [
  css`
    .moving .card {
      cursor: grab;
      touch-action: none;
    }
    .moving .card[data-held] {
      cursor: grabbing;
      box-shadow: 0 0 0 3px var(--_accent);
    }
  `,
];

const undo = line('M3 6.5h6.75a3.25 3.25 0 0 1 0 6.5H6M5.75 3.5 2.75 6.5l3 3');

type Said = (lang: string) => string;

/** The tool that lets a person put nodes where they want them: what it does to the map, and the line that goes with it. */
export class MovingTool {
  readonly moving: Moving;
  readonly #host: MapHost;
  #listening: AbortController | null = null;
  #said: Said = (lang) => tp(lang, 'move.hint');
  #isSaving = false;

  constructor(host: MapHost) {
    this.#host = host;
    this.moving = new Moving({
      ...host,
      requestUpdate: () => {
        host.element.requestUpdate();
        void this.#mark();
      },
    });
  }

  /** Takes the map in hand, or leaves it with what was moved as it is. */
  set active(active: boolean) {
    const { element, plan } = this.#host;
    if (active === (this.#listening !== null)) return;
    if (this.moving.held !== null) this.moving.letGo();
    this.#listening?.abort();
    this.#listening = active ? new AbortController() : null;
    const root = element.renderRoot as ShadowRoot;
    root.querySelector('[part~="base"]')?.classList.toggle('moving', active);
    if (!this.#listening) return;
    const { moving } = this;
    moving.begin();
    listen(
      { root, moving, plan, focus: (id) => void this.#focus(id), say: (what, id) => this.#sayOf(what, id) },
      this.#listening.signal,
    );
  }

  /** What there is to do, and how things stand. */
  view(lang: string): TemplateResult {
    const { moving } = this;
    const { element } = this.#host;
    // What the page was given is not the pipeline's.
    const canSave = element.store?.src && !element.files && !element.topology;
    const isIdle = this.#isSaving || moving.moves.size === 0;
    return html`<div class="panel-header bar" role="group">
      <button class="button" type="button" aria-disabled=${!moving.canUndo} @click=${() => moving.undo()}>
        ${icon(undo)}${tp(lang, 'move.undo')}
      </button>
      <button class="button" type="button" aria-disabled=${moving.pinned === 0} @click=${() => moving.releaseAll()}>
        ${tp(lang, 'move.release')}
      </button>
      ${
        canSave
          ? html`<button
              class="button primary"
              type="button"
              aria-disabled=${isIdle}
              @click=${() => isIdle || void this.#save()}
            >
              ${tp(lang, this.#isSaving ? 'move.saving' : 'move.save')}
            </button>`
          : nothing
      }
      <p class="muted" role="status">${this.#said(lang)} ${canSave ? nothing : tp(lang, 'move.local')}</p>
    </div>`;
  }

  #say(said: Said): void {
    this.#said = said;
    this.#host.element.requestUpdate();
  }

  #sayOf(what: 'held' | 'moved' | 'left' | 'back' | 'free', id: string): void {
    this.#say((lang) => {
      const plan = this.#host.plan();
      const { name = '', group = '' } = plan?.nodes.get(id) ?? {};
      const row = (plan?.layout.places.get(id)?.row ?? 0) + 1;
      return tp(lang, `move.${what}`, { name, zone: group, row });
    });
  }

  async #boxes(): Promise<HTMLElement[]> {
    const { element } = this.#host;
    await element.updateComplete;
    return [...element.renderRoot.querySelectorAll<HTMLElement>('[data-box]')];
  }

  async #focus(id: string): Promise<void> {
    (await this.#boxes()).find((box) => box.dataset['box'] === id)?.focus();
  }

  async #mark(): Promise<void> {
    const { held } = this.moving;
    for (const box of await this.#boxes()) box.toggleAttribute('data-held', box.dataset['box'] === held);
  }

  async #save(): Promise<void> {
    const { store } = this.#host.element;
    const config = store?.getSnapshot().config;
    if (!store || !config) return;
    const { moves } = this.moving;
    this.#isSaving = true;
    this.#host.element.requestUpdate();
    try {
      const { revision } = (await saveMoves(store, config, moves)).config;
      this.moving.settle(moves);
      this.#said = (lang) => tp(lang, 'move.saved', { revision });
    } catch (error) {
      const { status, detail, title } = problemOf(error);
      const isDenied = status === 401 || status === 403;
      this.#said = (lang) => tp(lang, isDenied ? 'move.denied' : 'move.refused', { reason: detail ?? title });
    } finally {
      this.#isSaving = false;
      this.#host.element.requestUpdate();
    }
  }
}
