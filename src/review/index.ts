export { ReviewModule } from './review.module.js';
export { Reviews } from './review.service.js';
