export { HealthRegistry, type HealthContributor, type HealthReport, type PartHealth } from './health.js';
export { diskHealth, readSpace, type ReadSpace } from './disk.js';
