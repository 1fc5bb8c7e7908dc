import { EscapeParser } from './escape.ts';
import { Pen } from './pen.ts';
import type { Row } from './row.ts';
import { PLAIN, sameStyle, type Style, type StyledText } from './style.ts';

/** Everything a line cannot simply be shown with. */
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\ufeff]/;
const SGR = /\u001b\[[\d;:]*m/g;
/** A line without one of these cannot change the style of what follows. */
const INTRODUCER = /[\u001b\u009b\u009d]/;
const OSC = /\u001b\]|\u009d/;

const parser = new EscapeParser();

/** What a terminal would finally show of one line that was begun in the style `start`. */
export function resolveLine(message: string, start: Style = PLAIN): StyledText {
  if (!CONTROL.test(message)) {
    const styled = !sameStyle(start, PLAIN) && message !== '';
    return { text: message, spans: styled ? [{ start: 0, end: message.length, style: start }] : [] };
  }
  return layOut(message, start).toStyledText();
}

/** The text alone. Much faster for the lines that have colours and nothing else, and those are nearly all. */
export function resolveText(message: string): string {
  if (!CONTROL.test(message)) return message;
  const text = message.replace(SGR, '');
  return CONTROL.test(text) ? layOut(message).text : text;
}

/** Whether a line has nothing but text and colours, so that no cursor moves in it. */
export const isSimple = (message: string): boolean => !CONTROL.test(message) || !CONTROL.test(message.replace(SGR, ''));

/** The style in which the following line begins. */
export function styleAfter(message: string, start: Style): Style {
  if (!INTRODUCER.test(message)) return start;
  if (start.link === null && endsPlain(message)) return PLAIN;
  tracker.style = start;
  parser.write(message, tracker);
  parser.end(tracker);
  return tracker.style;
}

/** The common case: the last sequence takes all attributes back, and none was about a link. */
function endsPlain(message: string): boolean {
  const last = message.lastIndexOf('\x1b');
  return (message.startsWith('\x1b[0m', last) || message.startsWith('\x1b[m', last)) && !OSC.test(message);
}

/** The cells of one line. */
export function layOut(message: string, start: Style = PLAIN): Row {
  const pen = new Pen();
  pen.style = start;
  parser.write(message, pen);
  parser.end(pen);
  return pen.row;
}

/** A pen that writes nothing. */
class StyleTracker extends Pen {
  override print(): void {}
  override control(): void {}
}

const tracker = new StyleTracker();
