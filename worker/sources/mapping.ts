import type { PipelineEvent } from '../../protocol/index.ts';

/** What a delivery means: events for the pipeline, or why it has none. Both kinds are answered with 2xx. */
export type Mapping =
  { events: readonly PipelineEvent[]; ignored?: undefined } | { events?: undefined; ignored: string };

/** A delivery of a kind that we know, with content that we cannot take. */
export class UnreadablePayload extends Error {
  readonly issues: readonly { path: string; message: string }[];

  constructor(message: string, issues: readonly { path: string; message: string }[] = []) {
    super(message);
    this.name = 'UnreadablePayload';
    this.issues = issues;
  }
}
