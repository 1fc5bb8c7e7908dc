import { html, nothing, type TemplateResult } from 'lit';
import type { Look } from '../shared/look.ts';

export interface BoxContext {
  readonly lang: string;
  /** The id of the one box that the Tab key leads to. */
  readonly tabStop: string | null;
  /** Whether a box is drawn; of very many only those in sight are. */
  readonly isDrawn: (id: string) => boolean;
  /** Whether other keys lead on from there; if not, the Tab key has to lead to all of them. */
  readonly walks: boolean;
  /** The id of the box that is selected. */
  readonly selected: string | null;
}

/** Where a box is in a tree, for those who do not see it. */
export interface TreePlace {
  readonly level: number;
  /** From 1. */
  readonly position: number;
  readonly size: number;
}

export interface Box {
  readonly id: string;
  readonly classes: string;
  readonly look: Look;
  /** Null in a list. */
  readonly place: TreePlace | null;
  /** Null where there is nothing to unfold. */
  readonly expanded?: boolean | null;
  /** What a screen reader says of it. */
  readonly name: unknown;
  /** What is seen of it. */
  readonly card: unknown;
}

/** One of the boxes that a person walks through, can find by its name, and selects. */
export function boxView(
  { id, classes, look, place, expanded = null, name, card }: Box,
  { tabStop, walks, selected }: BoxContext,
): TemplateResult {
  return html`<div
    part=${classes === 'heading' ? nothing : 'node'}
    class="box ${classes} look-${look}"
    role=${place ? 'treeitem' : 'option'}
    data-box=${id}
    tabindex=${tabStop === id || !walks ? 0 : -1}
    aria-level=${place?.level ?? nothing}
    aria-posinset=${place?.position ?? nothing}
    aria-setsize=${place?.size ?? nothing}
    aria-selected=${selected === id ? 'true' : 'false'}
    aria-expanded=${expanded ?? nothing}
  >
    <span class="visually-hidden">${name}</span>
    ${card}
  </div>`;
}
