export { writeRecalls, type RecallWish } from './recalls.js';
export { ReleaseGroups } from './groups.service.js';
export { moveWindow } from './notices.js';
export { ReleaseModule } from './release.module.js';
export { Releases } from './release.service.js';
export { mayBeOut, notYetOut, standing, type Standing } from './standing.js';
