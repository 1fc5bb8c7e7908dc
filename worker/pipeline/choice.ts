import { fits, jsonPointer, type ProblemIssue, type RemoteRunner, type TriggerRequest } from '../../protocol/index.ts';
import type { Wish } from './orders.ts';
import { Refused } from './refused.ts';

/** What a run is started with: what the config says, and of what the trigger asks for that which the config allows. */
export function choose(runner: RemoteRunner, { ref, inputs = {} }: TriggerRequest): Pick<Wish, 'ref' | 'inputs'> {
  const { allow } = runner;
  const errors: ProblemIssue[] = [];
  if (ref !== undefined && ref !== runner.ref && !allow.refs.some((pattern) => fits(pattern, ref))) {
    errors.push({ path: '/ref', message: 'is none that the config of this pipeline allows' });
  }
  for (const name of Object.keys(inputs)) {
    if (allow.inputs.includes(name)) continue;
    errors.push({
      path: jsonPointer(['inputs', name]),
      message: 'is no input that the config of this pipeline allows',
    });
  }
  if (errors.length > 0) throw new Refused('invalid', 'The config does not allow such a run.', { errors });
  const fixed = runner.kind === 'gitlab' ? runner.variables : runner.inputs;
  return { ref: ref ?? runner.ref, inputs: { ...fixed, ...inputs } };
}
