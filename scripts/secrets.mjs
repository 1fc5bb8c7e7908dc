/** The Worker's secrets, as expressions. `_2` is the one being rotated in or out, `__SHOP` the one of the pipeline `shop`. */
const names = [
  'AUTH_SECRET',
  'GITHUB_WEBHOOK_SECRET',
  'GITHUB_TOKEN',
  'GITLAB_WEBHOOK_TOKEN',
  'GITLAB_SIGNING_TOKEN',
  'GITLAB_TOKEN',
  'GITLAB_TRIGGER_TOKEN',
  'CIRCLECI_WEBHOOK_SECRET',
  'BUILDKITE_WEBHOOK_SECRET',
  'AZURE_WEBHOOK_PASSWORD',
  'VERCEL_WEBHOOK_SECRET',
  'NETLIFY_WEBHOOK_SECRET',
  'EVENTS_SIGNING_SECRET',
  'TRIGGER_SIGNING_SECRET',
  'TRIGGER_URL(?:_[A-Z0-9]+)*', // a config may name several
  // No secrets, but they belong to the tokens: where those are sent.
  'GITHUB_API_URL',
  'GITLAB_API_URL',
];
const secret = new RegExp(`^(${names.join('|')})(_2)?(__\\w+)?$`);

/**
 * The secrets among an environment's variables, as a dotenv file for wrangler.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export function secretsFile(environment) {
  return Object.entries(environment)
    .filter(([name]) => secret.test(name))
    .map(([name, value = '']) => {
      const quote = [`'`, '"', '`'].find((mark) => !value.includes(mark));
      if (!quote) throw new Error(`${name} contains all three kinds of quotes, which a .env file cannot carry.`);
      return `${name}=${quote}${value.replaceAll('$', '\\$')}${quote}\n`; // wrangler expands $NAME
    })
    .join('');
}
