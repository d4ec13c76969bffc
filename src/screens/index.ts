export { ScreensModule } from './screens.module.js';
export { Trust } from './trust.js';
