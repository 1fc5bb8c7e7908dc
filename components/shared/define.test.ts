import { expect } from '@open-wc/testing';
import { define } from './define.ts';

/** Runs `work` with `console.warn` caught. */
function warnings(work: () => void): string[] {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => said.push(text);
  try {
    work();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('define', () => {
  it('leaves a tag that is taken to its owner, and says so once', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    const said = warnings(() => {
      define('pw-taken', First);
      define('pw-taken', First);
      define('pw-taken', Second);
      define('pw-taken', Second);
    });
    expect(customElements.get('pw-taken')).to.equal(First);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('<pw-taken>').and.contain('Second.define');
  });

  it('gives one class a second tag', () => {
    class Twice extends HTMLElement {}
    define('pw-once', Twice);
    define('pw-again', Twice);
    expect(document.createElement('pw-again')).to.be.instanceOf(Twice);
  });
});
