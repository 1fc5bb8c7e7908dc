declare global {
  namespace Cloudflare {
    /** The bindings of wrangler.toml. Secrets are read by name, see `auth/secrets.ts`. */
    interface Env {
      PIPELINES: DurableObjectNamespace;
      RELAYS: DurableObjectNamespace;
      CONFIG: KVNamespace;
      DB: D1Database;
      ASSETS: Fetcher;
      /** How often a caller may trigger and cancel, save the config, and connect; nothing is counted without them. */
      TRIGGER_LIMIT?: RateLimit;
      CONFIG_LIMIT?: RateLimit;
      CONNECT_LIMIT?: RateLimit;
      /** Slugs that anyone may trigger, feed and configure without a token, separated by commas. */
      OPEN_PIPELINES: string;
      /** Viewers whose sockets one object holds (500); those beyond it are held by relays. */
      VIEWERS_PER_OBJECT?: string;
      /** Seconds between signs of life on a stream (15), and until a viewer is asked to reconnect (7200); at random up to 5/3 and 2 times as long. */
      STREAM_HEARTBEAT?: string;
      STREAM_LIFETIME?: string;
      /** Where the APIs are, for GitHub Enterprise Server and self-managed GitLab. */
      GITHUB_API_URL?: string;
      GITLAB_API_URL?: string;
      /** The pipeline that shows what Workers Builds reports. */
      WORKERS_BUILDS_PIPELINE?: string;
    }
  }
}

export type Env = Cloudflare.Env;
