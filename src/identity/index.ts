export { countAttempts, network } from './attempts.js';
export {
  AnyMember,
  CurrentCaller,
  Fresh,
  Public,
  Requires,
  type Caller,
  type RequestWithCaller,
} from './caller.js';
export { callerOf, callerOfMember } from './callers.js';
export { ensureFirstRun, readFirstRun, type FirstRun } from './first-run.js';
export { IdentityModule } from './identity.module.js';
export { deskOf, permissionsOf } from './permissions.js';
export { notePersonalRead } from './personal-reads.js';
export { markOf, routesOf, type Route, type RouteMark } from './routes.js';
export { Sessions, type Session } from './sessions.js';
