import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Topology } from '../../../protocol/index.ts';
import type { InfraFile, InfraMap } from '../../../protocol/infra/index.ts';
import { warning } from '../../shared/icons.ts';
import { note } from '../../shared/note.ts';
import { readMap } from '../../shared/infra/read-map.ts';
import { createTranslate } from '../../shared/strings.ts';

const tf = createTranslate({ 'map.unknown': 'Not on the map: {names}' });

/** It needs no styles of its own. */
export const styles = [];

const maps = new WeakMap<ReactiveControllerHost, FileMap>();

/** The map that files draw for an element: the one before until there is another. */
export function fileMapOf(host: ReactiveControllerHost, files: readonly InfraFile[]): FileMap {
  const map = maps.get(host) ?? new FileMap(host);
  maps.set(host, map);
  void map.draw(files);
  return map;
}

/** The map that files draw; its host is drawn again when it is here. */
class FileMap {
  topology: Topology | null = null;
  readonly #host: ReactiveControllerHost;
  #files: readonly InfraFile[] | null = null;
  #unknown: InfraMap['unknown'] = [];
  #failure: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  async draw(files: readonly InfraFile[]): Promise<void> {
    if (files === this.#files) return;
    this.#files = files;
    const read = await readMap(files).catch((error: unknown) => error);
    if (files !== this.#files) return;
    const { topology = null, unknown = [] } = read instanceof Error ? {} : (read as InfraMap);
    this.topology = topology;
    this.#unknown = unknown;
    this.#failure = read instanceof Error ? read.message : null;
    this.#host.requestUpdate();
  }

  /** In place of the map: why there is none, if it is not on its way. */
  failureView(): TemplateResult | typeof nothing {
    if (this.#failure === null) return nothing;
    return note(false, 'error', warning, this.#failure, 'alert');
  }

  /** What the files name and the map does not show. */
  note(lang: string): TemplateResult | typeof nothing {
    if (!this.topology || this.#unknown.length === 0) return nothing;
    const names = this.#unknown.map(({ file, path }) => `${file}: ${path}`).join(', ');
    return html`<div class="note stale">${tf(lang, 'map.unknown', { names })}</div>`;
  }
}

export type { FileMap };
