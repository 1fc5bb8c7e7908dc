import type { Picture, Session } from './session.ts';

/** What everything inside the form is drawn from. */
export interface ModeOptions {
  readonly session: Session;
  readonly picture: Picture;
  readonly lang: string;
  readonly readonly: boolean;
  /** What is wrong, by the path of its field. */
  readonly problems: ReadonlyMap<string, string>;
  /** The paths of the lists and entries that are open. */
  readonly opened: ReadonlySet<string>;
  /** Takes a step from the session as it is then: events may come faster than this is drawn. */
  readonly onEdit: (step: (session: Session) => Session, how?: EditOptions) => void;
  readonly onToggle: (path: string, isOpen: boolean) => void;
}

export interface EditOptions {
  /** Where somebody types, by its path: all that is typed there is one step to undo. */
  readonly at?: string;
  /** A selector of what has the focus then. */
  readonly focus?: string;
  /** What is open afterwards, where a list has moved. */
  readonly opened?: ReadonlySet<string>;
}

/** An id for an element: a path may hold characters that a list of ids cannot. */
export const idOf = (path: string): string => encodeURIComponent(path);
