export {
  CONFIG,
  ConfigError,
  parseConfig,
  readConfig,
  settingNames,
  type HubConfig,
  type LogLevel,
  type ProcessRole,
} from './config.js';
export type { EngineConfig, FilesConfig } from './engine.js';
export type { OidcConfig } from './oidc.js';
export type { TlsConfig } from './tls.js';
