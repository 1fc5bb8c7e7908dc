// As a module it exports nothing: it puts itself on the window.
import 'axe-core/axe.min.js';
import type { AxeResults, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };
  }
}

/** Fails with axe's own words when an element breaks a rule of WCAG 2.2 A or AA. Sees into open shadow roots. */
export async function expectAccessible(element: Element, { disabled = [] as readonly string[] } = {}): Promise<void> {
  finishTransitions(element);
  const { violations } = await window.axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: Object.fromEntries(['region', ...disabled].map((rule) => [rule, { enabled: false }])),
  });
  const report = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n  at ${target.flat().join(' >> ')}\n  ${failureSummary}`,
    ),
  );
  if (report.length > 0) throw new Error(`Not accessible:\n${report.join('\n')}`);
}

/** Colours on their way from one to another are nobody's choice. */
function finishTransitions(element: Element): void {
  const { shadowRoot } = element;
  for (const animation of shadowRoot?.getAnimations() ?? []) if (animation instanceof CSSTransition) animation.finish();
  for (const inner of shadowRoot?.querySelectorAll('*') ?? []) finishTransitions(inner);
}
