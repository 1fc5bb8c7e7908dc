/** Plays a build that does not happen, for a demo or a dry run of a page. */
export interface SimulatedRunner {
  kind: 'simulated';
  /** Milliseconds that a whole run takes. */
  duration: number;
  /** The id of a stage whose job fails. */
  failAt?: string | undefined;
  /** How often a failing job is tried again; the last try succeeds. */
  retries: number;
  /** Runs the test stage once for each of these. */
  matrix: readonly string[];
}

/** Runs start elsewhere: a CI system's webhook, or the command line reporter. */
export interface ExternalRunner {
  kind: 'external';
}

/** What whoever triggers a run may choose. What is not listed is as the config says, and cannot be chosen. */
export interface Choice {
  /** Branches and tags; `*` stands for any characters. */
  refs: readonly string[];
  /** Names of inputs. */
  inputs: readonly string[];
}

/** A trigger asks another system for a run, and shows what becomes of it. */
interface AskingRunner {
  /** The branch or tag of a run whose trigger names none. */
  ref: string;
  allow: Choice;
}

/** Dispatches a workflow of GitHub Actions, with the Worker's `GITHUB_TOKEN`. */
export interface GithubRunner extends AskingRunner {
  kind: 'github';
  /** `owner/name` */
  repository: string;
  /** The name of its file, or its number. */
  workflow: string;
  inputs: Readonly<Record<string, string>>;
  /** An input that the workflow shows in its `run-name`: tells its runs apart where the API does not say which one it started. */
  nonceInput?: string | undefined;
}

/** Triggers a pipeline of GitLab, with the Worker's `GITLAB_TRIGGER_TOKEN`. */
export interface GitlabRunner extends AskingRunner {
  kind: 'gitlab';
  /** Its number, or its path: `group/name`. */
  project: string;
  variables: Readonly<Record<string, string>>;
}

/** Posts to a web address: a deploy hook, or a service of one's own. */
export interface WebhookRunner extends AskingRunner {
  kind: 'webhook';
  /** For an address that is no secret. */
  url?: string | undefined;
  /** The name of the Worker's secret that holds the address: whoever knows the address of a deploy hook can deploy. */
  urlSecret?: string | undefined;
  /** By the rules of Standard Webhooks, with the Worker's `TRIGGER_SIGNING_SECRET`. */
  signed: boolean;
  inputs: Readonly<Record<string, string>>;
}

/** The runners that start runs elsewhere. */
export type RemoteRunner = GithubRunner | GitlabRunner | WebhookRunner;

export type RunnerConfig = SimulatedRunner | ExternalRunner | RemoteRunner;
