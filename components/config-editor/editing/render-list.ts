import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { chevronDown, chevronUp, close } from '../../shared/action-icons.ts';
import { icon, warning } from '../../shared/icons.ts';
import { newEntry } from './blank.ts';
import { entryForm, isWithin, type Field } from './fields.ts';
import { add } from './icons.ts';
import { asText, listOf, member, valueAt, type Json } from './json.ts';
import { idOf, type ModeOptions } from './options.ts';
import { renderField } from './render-field.ts';
import { arrange, type Session } from './session.ts';
import { t } from './strings.ts';

/** A list of entries, each with fields of its own. Only what is open is drawn: a map may have thousands. */
export function renderList(field: Field, options: ModeOptions): TemplateResult {
  const { session, lang, readonly, problems, opened, onToggle } = options;
  const { path, label } = field;
  const id = idOf(path);
  const list = entriesOf(field, session);
  const problem = problems.get(path);
  const isOpen = opened.has(path);
  return html`<div class="entry list">
    <details class="entries" ?open=${isOpen} @toggle=${toggled(path, onToggle)}>
      <summary id=${id} aria-describedby="${id}-problem">
        ${label} <small class="muted">${t(lang, 'config.entries', { count: list.length })}</small>
        ${hasProblem(path, options) ? mark(lang) : nothing}
      </summary>
      ${
        isOpen
          ? html`<ol>
                ${list.map((entry, index) => renderEntry(field, entry, index, list.length, options))}
              </ol>
              ${
                readonly
                  ? nothing
                  : html`<button class="button" type="button" id="${id}-add" @click=${() => append(field, options)}>
                      ${icon(add)}${t(lang, 'config.add')}
                    </button>`
              }`
          : nothing
      }
    </details>
    <p id="${id}-problem" class="problem" ?hidden=${!problem}>${problem}</p>
  </div>`;
}

function renderEntry(field: Field, entry: Json, index: number, count: number, options: ModeOptions): TemplateResult {
  const { session, lang, readonly, opened, onToggle } = options;
  const path = `${field.path}/${index}`;
  const name = titleOf(entry) || t(lang, 'config.entry', { number: index + 1 });
  const isOpen = opened.has(path);
  const tool = (
    what: 'up' | 'down' | 'remove',
    shape: SVGTemplateResult,
    disabled: boolean,
    act: () => void,
  ): unknown => {
    const label = t(lang, `config.${what}`, { name });
    return html`<button
      class="button plain square"
      type="button"
      data-tool=${what}
      aria-label=${label}
      title=${label}
      aria-disabled=${disabled}
      @click=${() => disabled || act()}
    >
      ${icon(shape)}
    </button>`;
  };
  return html`<li id=${idOf(path)}>
    <details ?open=${isOpen} @toggle=${toggled(path, onToggle)}>
      <summary><bdi>${name}</bdi> ${hasProblem(path, options) ? mark(lang) : nothing}</summary>
      ${
        isOpen
          ? html`<div class="fields more">
              ${entryForm(field, index, session.draft.mine, entry).fields.map((inner) => renderField(inner, options))}
            </div>`
          : nothing
      }
    </details>
    ${
      readonly
        ? nothing
        : html`<span class="tools">
            ${tool('up', chevronUp, index === 0, () => move(field, index, index - 1, 'up', options))}
            ${tool('down', chevronDown, index === count - 1, () => move(field, index, index + 1, 'down', options))}
            ${tool('remove', close, false, () => remove(field, index, count, options))}
          </span>`
    }
  </li>`;
}

const toggled =
  (path: string, onToggle: ModeOptions['onToggle']) =>
  ({ currentTarget }: Event): void =>
    onToggle(path, (currentTarget as HTMLDetailsElement).open);

/** What people call an entry: its name, what it connects, or its id. */
function titleOf(entry: Json): string {
  const text = (key: string): string => asText(member(entry, key));
  return text('name') || (text('from') && text('to') ? `${text('from')} → ${text('to')}` : text('id'));
}

const hasProblem = (path: string, { problems }: ModeOptions): boolean =>
  [...problems.keys()].some((one) => isWithin(one, path));

const mark = (lang: string): TemplateResult =>
  html`<span class="problem mark" role="img" aria-label=${t(lang, 'config.look')}>${icon(warning)}</span>`;

function append(field: Field, { session, opened, onEdit }: ModeOptions): void {
  const index = entriesOf(field, session).length;
  // `nodes` holds a node.
  const name = field.keys.at(-1)?.replace(/s$/, '') ?? 'entry';
  onEdit((now) => change(now, field, (list) => [...list, newEntry(field.schema.items ?? {}, list, name)]), {
    opened: new Set([...opened, `${field.path}/${index}`]),
    focus: `${entrySelector(field, index)} .field`,
  });
}

function move(field: Field, from: number, to: number, tool: string, { opened, onEdit }: ModeOptions): void {
  onEdit((now) => change(now, field, (list) => list.with(from, list[to] ?? null).with(to, list[from] ?? null)), {
    opened: moved(opened, field, (index) => (index === from ? to : index === to ? from : index)),
    focus: `${entrySelector(field, to)} [data-tool=${tool}]`,
  });
}

/** The focus goes to the entry that is now in its place, or the one before, or the button for a new one. */
function remove(field: Field, at: number, count: number, { opened, onEdit }: ModeOptions): void {
  const next = Math.min(at, count - 2);
  onEdit((now) => change(now, field, (list) => list.toSpliced(at, 1)), {
    opened: moved(opened, field, (index) => (index === at ? null : index > at ? index - 1 : index)),
    focus: next < 0 ? `[id="${idOf(field.path)}-add"]` : `${entrySelector(field, next)} [data-tool=remove]`,
  });
}

const change = (session: Session, field: Field, how: (list: readonly Json[]) => readonly Json[]): Session =>
  arrange(session, field, how(entriesOf(field, session)));

const entriesOf = ({ keys }: Field, { draft }: Session): readonly Json[] => listOf(valueAt(draft.mine, keys));

const entrySelector = ({ path }: Field, index: number): string => `[id="${idOf(`${path}/${index}`)}"]`;

/** What is open, where the entries of a list have gone to other places or away. */
function moved(
  opened: ReadonlySet<string>,
  { path }: Field,
  placeOf: (index: number) => number | null,
): ReadonlySet<string> {
  return new Set(
    [...opened].flatMap((one) => {
      if (!one.startsWith(`${path}/`)) return [one];
      const [index = '', ...rest] = one.slice(path.length + 1).split('/');
      const place = placeOf(Number(index));
      return place === null ? [] : [[path, place, ...rest].join('/')];
    }),
  );
}
