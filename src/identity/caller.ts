import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Permission, Role } from '../contract/api.js';

/** The member behind a request or a socket, as the session says. */
export interface Caller {
  memberId: string;
  officeId: string;
  username: string;
  name: string;
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
  mustChangePassword: boolean;
  /** The log-in behind it; a program with a token has none. */
  sessionId?: string;
  /** A program asks, by a token of the member's. */
  byToken?: true;
}

/** Where the guard leaves the caller on a request. */
export interface RequestWithCaller {
  caller?: Caller;
}

export const PERMISSION = 'hub:permission';
export const PUBLIC = 'hub:public';
export const ANY_MEMBER = 'hub:any-member';
export const FRESH = 'hub:fresh';

/** The route needs one of these permissions. A route without one of these three marks is refused for everybody. */
export const Requires = (...anyOf: [Permission, ...Permission[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(PERMISSION, anyOf);
/** The route answers without a log-in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
/** The route answers every signed-in member, also one who has to set a new password first. */
export const AnyMember = (): MethodDecorator & ClassDecorator => SetMetadata(ANY_MEMBER, true);

/** The route needs a password that was given within the last minutes, beside its mark. */
export const Fresh = (): MethodDecorator & ClassDecorator => SetMetadata(FRESH, true);

/** The caller that the guard found. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('a route without a guard asked for its caller');
  return caller;
});
