import { InfraMap } from './infra-map.ts';

export * from './index.ts';

InfraMap.define();

declare global {
  interface HTMLElementTagNameMap {
    'infra-map': InfraMap;
  }
}
