import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Who may import what: the rooms of the architecture. `rooms` are our own folders, `packages` the foreign ones.
 *
 * @type {Record<string, { rooms: string[], packages: RegExp }>}
 */
const rules = {
  protocol: { rooms: [], packages: /^$/ },
  worker: { rooms: ['protocol'], packages: /^(itty-router|jose|yaml|zod|cloudflare:\w+)$/ },
  components: { rooms: ['protocol'], packages: /^(lit(\/|$)|@lit\/context$|d3$|yaml$)/ },
  cli: { rooms: ['protocol'], packages: /^(node:|jose$|yaml$|zod$)/ },
  demo: { rooms: [], packages: /^pipeline-widgets($|\/)/ },
};

/** Folders of `components/` that all elements share; every other folder is an element. */
const shared = ['graph', 'shared', 'store'];

const schema = /\.schema(\.ts)?$/;

/** @param {string} path */
const roomOf = (path) => path.split(sep)[0] ?? '';

/**
 * Why a file must not import something, or undefined where it may.
 *
 * @param {string} from path of the importing file, relative to the root
 * @param {string} source what the import names
 */
export function trespass(from, source) {
  const room = roomOf(from);
  const rule = rules[room];
  if (!rule) return undefined;

  if (!source.startsWith('.')) {
    const isSchema = room === 'protocol' && schema.test(from);
    return rule.packages.test(source) || (isSchema && source === 'zod')
      ? undefined
      : `${room}/ must not import the package "${source}".`;
  }

  const target = relative('.', resolve(dirname(from), source));
  const targetRoom = roomOf(target);
  if (targetRoom !== room && !rule.rooms.includes(targetRoom)) return `${room}/ must not import from ${targetRoom}/.`;
  if (room === 'components' && schema.test(target))
    return 'zod schemas stay out of the browser: import the type instead.';
  if (room === 'components' && targetRoom === room) {
    const [, element] = from.split(sep);
    const [, other, ...inside] = target.split(sep);
    const isElement = other && inside.length > 0 && other !== element && !shared.includes(other);
    if (isElement && !/^(index|define|eager)\.ts$/.test(inside.join('/'))) {
      return `<${other}> is used by its index.ts, define.ts or eager.ts; what is inside it is its own.`;
    }
  }
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const rooms = {
  meta: { type: 'problem', schema: [], messages: { trespass: '{{ reason }}' } },
  create(context) {
    const from = relative(context.cwd, context.filename);
    /** @param {{ source?: unknown }} node */
    const check = ({ source }) => {
      const literal = /** @type {import('estree').Literal | null | undefined} */ (source);
      if (typeof literal?.value !== 'string') return;
      const reason = trespass(from, literal.value);
      if (reason) context.report({ node: literal, messageId: 'trespass', data: { reason } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
