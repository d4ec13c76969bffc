export { HealthRegistry, type HealthContributor, type HealthReport, type PartHealth } from './health.js';
