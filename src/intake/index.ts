export { AnnouncementRows } from './announcement-rows.js';
export { IntakeModule } from './intake.module.js';
export { Renditions, type RenditionPreview } from './renditions.js';
