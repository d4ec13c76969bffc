export { Drills, lendTheWay, type DrillPage } from './drills.js';
export { seedDemo } from './seed.js';
