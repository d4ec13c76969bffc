export { TargetsModule } from './targets.module.js';
export { CHANNELS, Targets, type Channels, type ResolvedTarget } from './targets.service.js';
export { discoverChannels } from './discover.js';
