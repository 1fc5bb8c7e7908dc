import type { ReactiveControllerHost } from 'lit';
import type { StoreSnapshot } from '../store/types.ts';
import type { DeepLink, Links } from './deep-link/index.ts';
import { Part } from './part.ts';

const linking = new Part(() => import('./deep-link/index.ts'));

interface LinkHost extends ReactiveControllerHost {
  /** Whether the author of the page asked for it. */
  readonly deepLink: boolean;
  readonly snapshot: StoreSnapshot | null;
}

/** Keeps what is selected in an element in the fragment of the page's address, and selects what a link names there. */
export function keepLinked(host: LinkHost, links: Links): void {
  let link: DeepLink | undefined;
  host.addController({
    hostUpdated() {
      const module = host.deepLink && host.snapshot?.run ? linking.for(host) : undefined;
      if (module) (link ??= new module.DeepLink(links)).write();
    },
    hostDisconnected() {
      link?.stop();
      link = undefined;
    },
  });
}
