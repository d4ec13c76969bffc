export { DeliverModule } from './deliver.module.js';
export { takeOver } from './claims.js';
export { notReplaced, repairDelivery } from './repair.js';
export { Resolutions } from './resolve.service.js';
export { Stories } from './story.js';
export { Tasks } from './desk/tasks.service.js';
export { RecallProgresses } from './recalls/progress.js';
export { RecallRequests } from './recalls/requests.service.js';
