import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the mailbox does with mail to an address. Missing: it takes it. `greylist` wears off after one refusal. */
export const Fault = z.enum(['refuse', 'greylist', 'bounce', 'drop']);
export type Fault = z.infer<typeof Fault>;

const Bounce = z.object({
  /** Missing while the hub has not taken the notice yet. */
  toldAt: z.iso.datetime().optional(),
  answer: z.string().optional(),
});

export const Mail = z.object({
  id: z.int().positive(),
  at: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  messageId: z.string(),
  bounce: Bounce.optional(),
  /** The same Message-ID has arrived before. */
  repeat: z.boolean(),
});
export type Mail = z.infer<typeof Mail>;

const State = z.object({
  ports: z.tuple([z.int(), z.int()]).optional(),
  bounceSecret: z.string(),
  mails: z.array(Mail),
  faults: z.record(z.string(), Fault),
  /** Refusals, newest last, so that the page can tell them. */
  refusals: z.array(z.object({ at: z.iso.datetime(), to: z.string(), words: z.string() })),
});
type State = z.infer<typeof State>;

const KEEP_REFUSALS = 50;

/** Everything that the mailbox keeps: one file for what happened, and each message's bytes. */
export class MailStore {
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    readonly state: State,
  ) {}

  static async open(folder: string): Promise<MailStore> {
    await mkdir(join(folder, 'mails'), { recursive: true });
    return new MailStore(folder, await readState(folder));
  }

  /** Keeps a message's bytes, then lists it. */
  async add(mail: Omit<Mail, 'id' | 'repeat'>, bytes: Uint8Array): Promise<Mail> {
    const { mails } = this.state;
    const id = (mails.at(-1)?.id ?? 0) + 1;
    const repeat = mails.some(({ messageId }) => messageId === mail.messageId);
    const added = { ...mail, id, repeat };
    mails.push(added);
    await writeFile(this.#bytesPath(id), bytes);
    await this.save();
    return added;
  }

  find(id: number): Mail | undefined {
    return this.state.mails.find((mail) => mail.id === id);
  }

  bytes(id: number): Promise<Uint8Array> {
    return readFile(this.#bytesPath(id));
  }

  async refused(at: Date, to: string, words: string): Promise<void> {
    this.state.refusals.push({ at: at.toISOString(), to, words });
    this.state.refusals.splice(0, this.state.refusals.length - KEEP_REFUSALS);
    await this.save();
  }

  async setFault(address: string, fault: Fault | undefined): Promise<void> {
    const to = address.toLowerCase();
    const others = Object.entries(this.state.faults).filter(([known]) => known !== to);
    this.state.faults = Object.fromEntries(fault ? [...others, [to, fault]] : others);
    await this.save();
  }

  /** One write after the other, each of them whole. */
  save(): Promise<void> {
    const write = async (): Promise<void> => {
      const path = join(this.folder, 'mailbox.json');
      await writeFile(`${path}.new`, JSON.stringify(this.state));
      await rename(`${path}.new`, path);
    };
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }

  #bytesPath = (id: number): string => join(this.folder, 'mails', `${String(id)}.eml`);
}

async function readState(folder: string): Promise<State> {
  try {
    return State.parse(JSON.parse(await readFile(join(folder, 'mailbox.json'), 'utf8')));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return { bounceSecret: randomBytes(24).toString('base64url'), mails: [], faults: {}, refusals: [] };
  }
}

/** The system's code of an error, e.g. `ENOENT`. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
