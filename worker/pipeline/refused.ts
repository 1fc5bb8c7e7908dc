import type { Refusal } from './rpc.ts';

/** Thrown inside a turn to undo it; outside it is the answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal['refused'], detail: string, more: Pick<Refusal, 'current' | 'errors'> = {}) {
    super(detail);
    this.name = 'Refused';
    this.refusal = { refused, detail, ...more };
  }
}
