import { Inject, Injectable } from '@nestjs/common';
import type { NotificationMail, SetNotificationMail } from '../../contract/api.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { EVERY_MINUTES } from './mailer.js';

/** Which of their notifications members want by mail. */
@Injectable()
export class NotificationMails {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async view({ memberId, officeId }: Caller): Promise<NotificationMail> {
    const [server, wish] = await Promise.all([
      this.db
        .selectFrom('mail_server')
        .select('office_id')
        .where('office_id', '=', officeId)
        .executeTakeFirst(),
      this.db
        .selectFrom('notification_mail')
        .select(['address', 'kinds'])
        .where('member_id', '=', memberId)
        .executeTakeFirst(),
    ]);
    return {
      available: server !== undefined,
      address: wish?.address ?? '',
      kinds: wish?.kinds ?? [],
      everyMinutes: EVERY_MINUTES,
    };
  }

  /** What is unread already is not sent. Without kinds nothing is kept, not even the address. */
  async set(caller: Caller, { address, kinds }: SetNotificationMail): Promise<NotificationMail> {
    const { memberId, officeId } = caller;
    if (kinds.length === 0)
      await this.db.deleteFrom('notification_mail').where('member_id', '=', memberId).execute();
    else
      await this.db
        .insertInto('notification_mail')
        .values({ member_id: memberId, office_id: officeId, address, kinds })
        .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ address, kinds, tries: 0 }))
        .execute();
    return this.view(caller);
  }
}
