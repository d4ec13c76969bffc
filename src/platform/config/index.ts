export {
  CONFIG,
  ConfigError,
  parseConfig,
  readConfig,
  type HubConfig,
  type LogLevel,
  type ProcessRole,
} from './config.js';
