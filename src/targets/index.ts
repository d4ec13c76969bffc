export { TargetsModule } from './targets.module.js';
export { CHANNELS, type Channels, type ResolvedTarget } from './resolved.js';
export { Targets } from './targets.service.js';
export { countChannels, discoverChannels } from './discover.js';
