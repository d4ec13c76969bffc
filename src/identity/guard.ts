import type { IncomingHttpHeaders } from 'node:http';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HubError } from '../contract/errors.js';
import { ApiTokens } from './account/tokens.service.js';
import { FRESH, type Caller, type RequestWithCaller } from './caller.js';
import { Once } from './once.js';
import { markOf, type RouteMark } from './routes.js';
import { Sessions } from './sessions.js';

interface SocketWithCaller {
  data: { caller?: Caller };
}

/** Stands before every route and every socket event, and refuses what carries no mark. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly once: Once,
  ) {}

  /** @throws HubError not_signed_in, password_change_required, forbidden, proof_required or interrupted */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = markOf(context.getHandler(), context.getClass());
    const [mark] = marks;
    if (marks.length === 1 && mark === 'public') return true;
    const caller = await this.callerOf(context);
    if (!caller) throw new HubError('not_signed_in');
    if (marks.length !== 1 || mark === undefined) throw new HubError('forbidden');
    check(caller, mark);
    if (Reflect.getMetadata(FRESH, context.getHandler()) === true) await this.requireProof(caller);
    if (context.getType() === 'http') await this.once.take(context.switchToHttp().getRequest());
    return true;
  }

  private async callerOf(context: ExecutionContext): Promise<Caller | undefined> {
    // A socket's caller is found once, when it connects; its gateway ends it with its session.
    if (context.getType() === 'ws') return context.switchToWs().getClient<SocketWithCaller>().data.caller;
    const request = context.switchToHttp().getRequest<RequestWithCaller & { headers: IncomingHttpHeaders }>();
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const caller =
      bearer === undefined
        ? await this.sessions.authenticate(request.headers)
        : await this.tokens.authenticate(bearer);
    if (caller) request.caller = caller;
    return caller;
  }

  private async requireProof({ sessionId, mustChangePassword }: Caller): Promise<void> {
    if (mustChangePassword) throw new HubError('password_change_required');
    if (sessionId === undefined) throw new HubError('forbidden', 'a token cannot do this');
    if (!(await this.sessions.isFresh(sessionId))) throw new HubError('proof_required');
  }
}

function check(caller: Caller, mark: RouteMark): void {
  if (mark === 'public') return;
  if (mark === 'any member') {
    if (caller.byToken) throw new HubError('forbidden', 'a token opens only what a permission opens');
    return;
  }
  if (caller.mustChangePassword) throw new HubError('password_change_required');
  if (!mark.anyOf.some((permission) => caller.permissions.has(permission)))
    throw new HubError('forbidden', `this needs the permission ${mark.anyOf.join(' or ')}`);
}
