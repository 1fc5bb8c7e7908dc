import { PLAIN, type Style } from '../model/style.ts';
import { EscapeParser } from './escape.ts';
import { Pen } from './pen.ts';
import type { Row } from './row.ts';

const parser = new EscapeParser();

/** The cells of one line. */
export function layOut(message: string, start: Style = PLAIN): Row {
  const pen = new Pen();
  pen.style = start;
  parser.write(message, pen);
  parser.end(pen);
  return pen.row;
}

/** The style in which a line ends. */
export function trackStyle(message: string, start: Style): Style {
  tracker.style = start;
  parser.write(message, tracker);
  parser.end(tracker);
  return tracker.style;
}

/** A pen that writes nothing. */
class StyleTracker extends Pen {
  override print(): void {}
  override control(): void {}
}

const tracker = new StyleTracker();
