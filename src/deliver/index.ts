export { DeliverModule } from './deliver.module.js';
export { Recalls } from './recall.service.js';
export { Resolutions } from './resolve.service.js';
export { Stories } from './story.js';
