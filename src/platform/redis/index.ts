export { connectRedis, placeOf } from './connect.js';
export { RedisWatch } from './watch.js';
