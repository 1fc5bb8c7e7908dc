import { terminal } from './screen.ts';
import { applySgr } from './sgr.ts';
import { PLAIN, sameStyle, type Span, type Style, type StyledText } from './style.ts';

/** A sequence that sets colours (Select Graphic Rendition). */
const SGR = /\u001b\[([\d;:]*)m/g;
/** Everything else that a line cannot simply be shown with. */
const CONTROL = /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\ufeff]|\u001b(?!\[[\d;:]*m)/;
/** What is left out of a line where there is no terminal: other sequences, other controls, what a program wrote over. */
const UNSEEN =
  /^[^]*\r(?!$)|\u001b(?!\[[\d;:]*m)(?:\[[^@-~]*.?|\][^\u0007\u001b]*|.)|[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\ufeff]/g;

/** Whether a line has nothing but text and colours, so that no cursor moves in it. */
export const isSimple = (message: string): boolean => !CONTROL.test(message);

const roughly = (message: string): string => (isSimple(message) ? message : message.replace(UNSEEN, ''));

/** What a terminal would finally show of one line that was begun in the style `start`. */
export function resolveLine(message: string, start: Style = PLAIN): StyledText {
  const { module } = terminal;
  if (module && !isSimple(message)) return module.layOut(message, start).toStyledText();
  const spans: Span[] = [];
  let text = '';
  let style = start;
  const add = (piece: string): void => {
    const last = spans.at(-1);
    const end = text.length + piece.length;
    if (piece !== '' && !sameStyle(style, PLAIN)) {
      if (last?.end === text.length && sameStyle(last.style, style)) spans[spans.length - 1] = { ...last, end };
      else spans.push({ start: text.length, end, style });
    }
    text += piece;
  };
  // Text and parameters of sequences in turn.
  roughly(message)
    .split(SGR)
    .forEach((piece, at) => {
      if (at % 2 === 0) add(piece);
      else style = applySgr(style, piece);
    });
  return { text, spans };
}

/** The text alone. */
export function resolveText(message: string, simple = isSimple(message)): string {
  const { module } = terminal;
  if (module && !simple) return module.layOut(message).text;
  const shown = simple ? message : message.replace(UNSEEN, '');
  return shown.includes('\u001b') ? shown.replace(SGR, '') : shown;
}

/** The style in which the following line begins. */
export function styleAfter(message: string, start: Style, simple = isSimple(message)): Style {
  const { module } = terminal;
  if (module && !simple) return module.trackStyle(message, start);
  // The common case: the last sequence takes all attributes back.
  const last = message.lastIndexOf('\u001b');
  if (last < 0) return start;
  if (start.link === null && (message.startsWith('\u001b[0m', last) || message.startsWith('\u001b[m', last)))
    return PLAIN;
  let style = start;
  message.split(SGR).forEach((piece, at) => {
    if (at % 2 > 0) style = applySgr(style, piece);
  });
  return style;
}
