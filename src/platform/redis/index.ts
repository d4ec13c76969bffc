export { connectRedis, placeOf, RedisRefusal } from './connect.js';
export { RedisWatch } from './watch.js';
