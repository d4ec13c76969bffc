export { AnnouncementRows, permalinkOf } from './announcement-rows.js';
export { Blobs } from './blobs/blobs.service.js';
export { Drafts } from './drafts.service.js';
export { IntakeModule } from './intake.module.js';
export { Renditions } from './renditions.service.js';
export { Submissions } from './submissions.service.js';
export { versionHash, versionView, type Frozen, type VersionFrame } from './version-view.js';
export { WordImports } from './word-imports.service.js';
