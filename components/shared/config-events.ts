import type { ConfigChanges, ConfigDocument, RunHead } from '../../protocol/index.ts';

/** They bubble and leave shadow roots, as all events do (`events.ts`). */
const REPORT: EventInit = { bubbles: true, composed: true };

/** A person edits the config; nothing is saved yet. */
export class PwConfigInputEvent extends Event {
  /** What a save would send. */
  readonly changes: ConfigChanges;
  readonly valid: boolean;

  constructor(changes: ConfigChanges, valid: boolean) {
    super('pw-config-input', REPORT);
    this.changes = changes;
    this.valid = valid;
  }
}

/** A config was saved. `run` is the run that saving it started. */
export class PwConfigChangeEvent extends Event {
  readonly config: ConfigDocument;
  readonly run: RunHead | null;

  constructor(config: ConfigDocument, run: RunHead | null) {
    super('pw-config-change', REPORT);
    this.config = config;
    this.run = run;
  }
}
