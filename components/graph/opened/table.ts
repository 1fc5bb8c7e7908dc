import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly unknown[];
}

export interface Table {
  readonly caption: string;
  readonly headings: readonly unknown[];
  /** A group begins with a row of its own, unless that is null. */
  readonly groups: readonly { readonly head: Omit<Row, 'id'> | null; readonly rows: readonly Row[] }[];
  /** The id of the row that is selected. */
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** The same as a graph for those who would rather read rows. */
export const tableView = ({ caption, headings, groups, selected, onSelect }: Table): TemplateResult =>
  html`<table>
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    ${groups.map(
      ({ head, rows }) =>
        html`<tbody>
          ${
            head &&
            html`<tr class="head">
              <th scope="rowgroup">${head.name}</th>
              ${cellsView(head)}
            </tr>`
          }
          ${repeat(
            rows,
            ({ id }) => id,
            (row) =>
              html`<tr>
                <th scope="row">
                  <button
                    class="link"
                    type="button"
                    aria-pressed=${selected === row.id}
                    @click=${() => onSelect(row.id)}
                  >
                    ${row.name}
                  </button>
                </th>
                ${cellsView(row)}
              </tr>`,
          )}
        </tbody>`,
    )}
  </table>`;

const cellsView = ({ cells }: Pick<Row, 'cells'>): unknown => cells.map((cell) => html`<td>${cell}</td>`);
