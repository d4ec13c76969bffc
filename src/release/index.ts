export { ReleaseModule } from './release.module.js';
export { Releases } from './release.service.js';
