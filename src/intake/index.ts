export { AnnouncementRows } from './announcement-rows.js';
export { sendFile } from './blobs/send-file.js';
export { Copies } from './copies.service.js';
export { Drafts } from './drafts.service.js';
export { IntakeModule } from './intake.module.js';
export { lockAnnouncement } from './lock.js';
export { Renditions } from './renditions.service.js';
export { Submissions } from './submissions.service.js';
export { versionHash, type Frozen, type VersionFrame } from './version-view.js';
