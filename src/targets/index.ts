export { TargetsModule } from './targets.module.js';
export { CHANNELS, Targets, type Channels, type ResolvedTarget } from './targets.service.js';
export { checkChannels, discoverChannels, CHANNELS_FOLDER } from './discover.js';
