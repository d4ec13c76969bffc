export { HealthRegistry, type HealthContributor, type HealthReport, type PartHealth } from './health.js';
export { diskHealth, spaces } from './disk.js';
