export { TargetsModule } from './targets.module.js';
export { CHANNELS, type Channels, type ResolvedTarget } from './resolved.js';
export { Targets } from './targets.service.js';
export { discoverChannels } from './discover.js';
