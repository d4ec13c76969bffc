export { NoticesModule } from './notices.module.js';
export { Notifications } from './notifications.service.js';
export { Teller } from './teller.js';
