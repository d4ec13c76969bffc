export { Screens } from './screens.js';
export { ScreensModule } from './screens.module.js';
