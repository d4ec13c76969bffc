import { CommandDoneV1, type CommandV1 } from '../contract/display-commands.js';
import { TicketKeptV1 } from '../contract/display-link.js';
import type { Commands } from './commands/commands.js';
import type { Hint } from './hints.js';
import { fromStandingDevice, type LinkNamespace, type LinkSocket, type Messages } from './messages.js';
import type { Tickets } from './tickets.js';

/** All connections of one screen, on whatever node; there should be one. */
export const screenRoom = (screenId: string): string => `screen:${screenId}`;

/** A player that runs answers at once; so long a box that lost its network waits when it comes back. */
const answerWithinMs = 1_500;

/** Whether a player that runs answers on another connection of the screen, on whatever node. */
export async function answersElsewhere(
  namespace: LinkNamespace | undefined,
  socket: LinkSocket,
  screenId: string,
): Promise<boolean> {
  const others = namespace?.in(screenRoom(screenId)).except(socket.id).timeout(answerWithinMs);
  if (!others) return false;
  return new Promise((resolve) => {
    // Those that answered in time are told of even when others did not.
    others.emit('presentV1', (_: Error | null, answers: unknown[]) => {
      resolve(answers.length > 0);
    });
  });
}

/** What screens say of their tickets and of what they were asked. */
export const fleetMessages = (
  parts: () => readonly [Tickets, Commands],
): Pick<Messages, 'ticketKeptV1' | 'commandDoneV1'> => ({
  ticketKeptV1: fromStandingDevice(TicketKeptV1, async (_, { screenId, ticket }) => {
    await parts()[0].keep(screenId, ticket);
    return { ok: true };
  }),
  commandDoneV1: fromStandingDevice(CommandDoneV1, async (_, done) => {
    await parts()[1].done(done);
    return { ok: true };
  }),
});

/** By its first beat a player has taken the welcome in, and can be asked for something. */
export function isFirstBeat({ data }: LinkSocket): boolean {
  const isFirst = data.isAsked !== true;
  data.isAsked = true;
  return isFirst;
}

/** To the connections on this node; every node hears of what is asked. */
export function tellCommands(
  namespace: LinkNamespace | undefined,
  { to, command, issuedAt }: Extract<Hint, { kind: 'asked' }>,
): void {
  for (const [screenId, id] of to) tellCommand(namespace, screenId, { id, kind: command, issuedAt });
}

/** Asks screens again for what they have not answered; each carries an id out once. */
export async function offerCommands(
  namespace: LinkNamespace | undefined,
  commands: Commands,
  screens: readonly string[],
): Promise<void> {
  if (screens.length === 0) return;
  for (const [screenId, waiting] of await commands.waiting(screens))
    for (const command of waiting) tellCommand(namespace, screenId, command);
}

const tellCommand = (namespace: LinkNamespace | undefined, screenId: string, command: CommandV1): void => {
  namespace?.local.to(screenRoom(screenId)).emit('commandV1', command);
};
