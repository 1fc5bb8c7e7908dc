export { InfraMap } from './infra-map.ts';
