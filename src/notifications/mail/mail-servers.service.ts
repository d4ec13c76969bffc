import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { MailFailure, type Mail, type MailServer } from '../../contract/channel.js';
import type { MailServerSettings, MailServerView, SetMailServer } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { decrypt, encrypt } from '../../platform/encryption.js';
import { newId } from '../../platform/ids.js';
import { MAIL } from '../../platform/mail/index.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';

/** An office's mail server with all that a message needs. */
export interface Post {
  officeId: string;
  settings: MailServerSettings;
  server: MailServer;
}

export interface Sent {
  ok: boolean;
  /** Whether it may have gone out though the answer never came: it is not sent twice then. */
  perhaps: boolean;
  words: string;
}

const WORDS = 300;

/** The mail server that an office's members are told by. */
@Injectable()
export class MailServers {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
    @Inject(MAIL) private readonly mail: Mail,
  ) {}

  async view({ officeId }: Caller): Promise<MailServerView> {
    const row = await this.row(this.db, officeId);
    if (!row) return {};
    return {
      server: { ...row.settings, hasPassword: row.password !== null },
      last: row.last_at
        ? { at: row.last_at.toISOString(), ok: row.last_ok === true, words: row.last_words ?? '' }
        : undefined,
    };
  }

  /** A kept password goes to no other server and no other account than it was given for. */
  async set(caller: Caller, { password, ...settings }: SetMailServer): Promise<MailServerView> {
    const { officeId } = caller;
    const { host, port, security } = settings;
    await this.act(caller, 'mail_server.set', { host, port, security }, async (tx) => {
      const before = await this.row(tx, officeId);
      const same =
        before?.settings.host === host &&
        before.settings.port === port &&
        before.settings.security === security &&
        before.settings.user === settings.user;
      const kept = same ? before.password : null;
      const values = {
        settings: JSON.stringify(settings),
        password: password === undefined ? kept : this.sealed(officeId, password),
      };
      await tx
        .insertInto('mail_server')
        .values({ office_id: officeId, ...values })
        .onConflict((conflict) =>
          conflict.column('office_id').doUpdateSet({
            ...values,
            ...{ set_at: sql<Date>`hub_now()`, last_at: null, last_ok: null, last_words: null },
          }),
        )
        .execute();
    });
    return this.view(caller);
  }

  /** @throws HubError not_found when there is none */
  async remove(caller: Caller): Promise<void> {
    await this.act(caller, 'mail_server.removed', {}, async (tx) => {
      const gone = await tx
        .deleteFrom('mail_server')
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new HubError('not_found');
    });
  }

  /** Sends a message that says that it is a test. How it ended stands in the view. @throws HubError not_found */
  async test(caller: Caller, to: string): Promise<MailServerView> {
    const post = await this.of(caller.officeId);
    if (!post) throw new HubError('not_found');
    await this.send(
      post,
      { name: '', address: to },
      '通播测试邮件',
      '收到这封邮件，即表示通知邮箱设置正确。',
    );
    return this.view(caller);
  }

  async of(officeId: string): Promise<Post | undefined> {
    const row = await this.row(this.db, officeId);
    if (!row) return undefined;
    const { host, port, security, user } = row.settings;
    const password =
      row.password === null ? undefined : decrypt(this.secrets.settings, row.password, contextOf(officeId));
    return { officeId, settings: row.settings, server: { host, port, security, user, password } };
  }

  /** Sends one message, and writes down for the administrators how it ended. */
  async send(
    { officeId, settings, server }: Post,
    to: { name: string; address: string },
    subject: string,
    text: string,
  ): Promise<Sent> {
    const from = { name: settings.senderName, address: settings.senderAddress };
    const messageId = `${newId()}@${settings.senderAddress.split('@')[1] ?? 'localhost'}`;
    const sent = await this.mail(server, { from, to, subject, text, messageId }).then(
      ({ response }) => ({ ok: true, perhaps: true, words: response.slice(0, WORDS) }),
      (error: unknown) => {
        if (!(error instanceof MailFailure)) throw error;
        return { ok: false, perhaps: error.sent, words: error.message.slice(0, WORDS) };
      },
    );
    await this.db
      .updateTable('mail_server')
      .set({ last_at: sql<Date>`hub_now()`, last_ok: sent.ok, last_words: sent.words })
      .where('office_id', '=', officeId)
      .execute();
    return sent;
  }

  private sealed(officeId: string, password: string | null): string | null {
    return password === null || password === ''
      ? null
      : encrypt(this.secrets.settings, password, contextOf(officeId));
  }

  private row(db: Db | Tx, officeId: string) {
    return db.selectFrom('mail_server').selectAll().where('office_id', '=', officeId).executeTakeFirst();
  }

  private async act(
    { officeId, memberId }: Caller,
    kind: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, subjectId: officeId, data }]);
    });
  }
}

const contextOf = (officeId: string): string => `mail:${officeId}`;
