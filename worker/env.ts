declare global {
  namespace Cloudflare {
    /** The bindings of wrangler.toml. Secrets are read by name, see `auth/secrets.ts`. */
    interface Env {
      PIPELINES: DurableObjectNamespace;
      CONFIG: KVNamespace;
      DB: D1Database;
      ASSETS: Fetcher;
      /** Slugs that anyone may trigger, feed and configure without a token, separated by commas. */
      OPEN_PIPELINES: string;
    }
  }
}

export type Env = Cloudflare.Env;
