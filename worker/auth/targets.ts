import { jsonPointer, type Config, type ProblemIssue } from '../../protocol/index.ts';
import { HttpProblem } from '../http/problem.ts';
import { isAddress, isLoopback } from './origin.ts';

/** Names that are only known inside of a network. */
const INSIDE = /^[^.]+$|\.(?:localhost|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Whoever may edit a config must not be able to send requests to the network that the server stands in. On a developer's own
 * machine everything is inside, and is meant to be.
 */
export function refuseInsideTargets({ runner, oidc = [] }: Partial<Config>, server: URL): void {
  if (isLoopback(server.hostname)) return;
  const targets: [path: string, address: string][] = oidc.map(({ issuer }, index) => [
    jsonPointer(['oidc', index, 'issuer']),
    issuer,
  ]);
  if (runner?.kind === 'webhook' && runner.url !== undefined) targets.push(['/runner/url', runner.url]);
  const errors = targets
    .filter(([, address]) => isInside(new URL(address)))
    .map(([path]): ProblemIssue => ({ path, message: 'must be an https address by name, of a public server' }));
  if (errors.length > 0) throw new HttpProblem(422, 'The config is not valid.', { errors });
}

const isInside = ({ protocol, hostname }: URL): boolean =>
  protocol !== 'https:' || isAddress(hostname) || INSIDE.test(hostname.replace(/\.$/, ''));
