import type { Conclusion, Problem, Run, Status, Topology, TriggerRequest } from '../../protocol/index.ts';
import type { ConnectionState } from '../store/types.ts';
import type { PwConfigChangeEvent, PwConfigInputEvent } from './config-events.ts';

/** All events bubble and leave shadow roots, so that a page can listen once, at the document. */
const REPORT: EventInit = { bubbles: true, composed: true };

/** Requests can be taken over by the page: it calls `preventDefault()` and does the thing itself. */
const REQUEST: EventInit = { ...REPORT, cancelable: true };

export type SelectedKind = 'stage' | 'job' | 'node' | 'connection' | 'line' | 'run';

/** A person selected something. `id` is null when they cleared the selection. */
export class PwSelectEvent extends Event {
  readonly kind: SelectedKind;
  readonly id: string | null;
  /** The run that the thing belongs to. */
  readonly run: string | null;

  constructor(kind: SelectedKind, id: string | null, run: string | null = null) {
    super('pw-select', REPORT);
    this.kind = kind;
    this.id = id;
    this.run = run;
  }
}

/** A person asks for a new run. */
export class PwTriggerEvent extends Event {
  readonly request: TriggerRequest;

  constructor(request: TriggerRequest = {}) {
    super('pw-trigger', REQUEST);
    this.request = request;
  }
}

/** A person asks to run a run again. */
export class PwRerunEvent extends Event {
  readonly run: string;

  constructor(run: string) {
    super('pw-rerun', REQUEST);
    this.run = run;
  }
}

/** Another run is shown now. */
export class PwRunChangeEvent extends Event {
  readonly run: Run | null;

  constructor(run: Run | null) {
    super('pw-run-change', REPORT);
    this.run = run;
  }
}

/** The shown run changed its status. */
export class PwStatusChangeEvent extends Event {
  readonly run: Run;
  readonly status: Status;
  readonly conclusion: Conclusion | null;

  constructor(run: Run) {
    super('pw-status-change', REPORT);
    this.run = run;
    this.status = run.status;
    this.conclusion = run.conclusion;
  }
}

/** The connection to the pipeline came, went or failed. */
export class PwConnectionChangeEvent extends Event {
  readonly connection: ConnectionState;
  readonly error: Problem | null;

  constructor(connection: ConnectionState, error: Problem | null) {
    super('pw-connection-change', REPORT);
    this.connection = connection;
    this.error = error;
  }
}

/** How the element fares for the page's visitors, for a page that keeps count of it. */
export class PwMetricEvent extends Event {
  /** `connect`: how long a visitor waited for the stream, at first or after it had broken off. */
  readonly name: 'connect';
  /** Milliseconds. */
  readonly value: number;

  constructor(name: 'connect', value: number) {
    super('pw-metric', REPORT);
    this.name = name;
    this.value = value;
  }
}

/** A person has put nodes of a map elsewhere; nothing is saved yet. */
export class PwTopologyInputEvent extends Event {
  /** As it is shown now, for a page that keeps it. */
  readonly topology: Topology;

  constructor(topology: Topology) {
    super('pw-topology-input', REPORT);
    this.topology = topology;
  }
}

/** The events by their names, for `addEventListener`. */
export interface PwEventMap {
  'pw-select': PwSelectEvent;
  'pw-trigger': PwTriggerEvent;
  'pw-rerun': PwRerunEvent;
  'pw-run-change': PwRunChangeEvent;
  'pw-status-change': PwStatusChangeEvent;
  'pw-connection-change': PwConnectionChangeEvent;
  'pw-metric': PwMetricEvent;
  'pw-config-input': PwConfigInputEvent;
  'pw-config-change': PwConfigChangeEvent;
  'pw-topology-input': PwTopologyInputEvent;
}

declare global {
  interface HTMLElementEventMap extends PwEventMap {}
  interface DocumentEventMap extends PwEventMap {}
}
