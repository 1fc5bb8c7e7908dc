import type { PipelineEvent } from '../../protocol/index.ts';

/** Where a run is at home, so that its source's API can be asked for what events do not carry: the graph, the logs. */
export interface Whereabouts {
  run: string;
  system: 'github' | 'gitlab';
  /** `owner/name`, or GitLab's number of the project. */
  project: string;
  /** The name of the workflow: runs of the same one are alike. */
  workflow?: string | undefined;
  /** Of the workflow's file in the project. */
  path?: string | undefined;
  sha?: string | undefined;
}

/** What a deployment has in common with its run, where its source does not name that: the commit, or the source's id of a job. */
export interface Tie {
  kind: 'commit' | 'job';
  key: string;
}

/** What a delivery means: events for the pipeline, or why it has none. Both kinds are answered with 2xx. */
export type Mapping =
  | {
      events: readonly PipelineEvent[];
      whereabouts?: Whereabouts | undefined;
      tie?: Tie | undefined;
      ignored?: undefined;
    }
  | { events?: undefined; whereabouts?: undefined; tie?: undefined; ignored: string };

/** A delivery of a kind that we know, with content that we cannot take. */
export class UnreadablePayload extends Error {
  readonly issues: readonly { path: string; message: string }[];

  constructor(message: string, issues: readonly { path: string; message: string }[] = []) {
    super(message);
    this.name = 'UnreadablePayload';
    this.issues = issues;
  }
}
