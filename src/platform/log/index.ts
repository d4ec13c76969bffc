export { createLogger, LOGGER, type Logger } from './log.js';
export { NestLogger } from './nest-logger.js';
