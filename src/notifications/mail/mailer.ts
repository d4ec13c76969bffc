import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import type { NotificationKind } from '../../contract/api.js';
import { notificationPath } from '../../contract/notification-path.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { sentence } from '../words.js';
import { MailServers, type Post } from './mail-servers.service.js';

/** A member gets one mail in so many minutes at most, with everything that came meanwhile. */
export const EVERY_MINUTES = 15;
/** Lines of one mail; what is more is counted. */
const LINES = 20;
/** Mails of one round. A mail server that hangs takes a minute for each, so that a round has an end. */
const A_ROUND = 20;
/** After so many failures in a row these notifications are left to the console. */
const GIVE_UP_AFTER = 8;
/** What a failed mail waits before it is tried again, times the number of failures, in minutes. */
const PAUSE_MINUTES = 5;

interface Due {
  memberId: string;
  officeId: string;
  name: string;
  address: string;
  tries: number;
}

interface Line {
  kind: NotificationKind;
  at: string;
  title: string | null;
  places: string[];
  announcementId: string | null;
  subjectId: string | null;
  total: number;
}

/** Tells members by mail what they asked to be told so: titles and links of what is unread. */
@Injectable()
export class Mailer implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly servers: MailServers,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('notification mail', '40 * * * * *', () => this.round());
  }

  /** One mail to each member who has something new and was not written to lately. */
  async round(): Promise<void> {
    const posts = new Map<string, Post | undefined>();
    for (const due of await this.claim()) {
      if (!posts.has(due.officeId)) posts.set(due.officeId, await this.servers.of(due.officeId));
      const post = posts.get(due.officeId);
      if (post) await this.write(post, due);
    }
  }

  /** Whoever takes a member's turn moves the next one away, so that nobody else writes the same mail. */
  private async claim(): Promise<Due[]> {
    const { rows } = await sql<Due>`
      update notification_mail w set next_at = hub_now() + make_interval(mins => ${EVERY_MINUTES}) from member p
      where p.id = w.member_id and w.member_id in (
        select m.member_id from notification_mail m join member o on o.id = m.member_id join mail_server s on s.office_id = m.office_id
        where m.next_at <= hub_now() and o.disabled_at is null and exists (
          select from notification n where n.member_id = m.member_id and n.read_at is null and n.at > m.told_until
            and n.kind = any(m.kinds))
        order by m.next_at limit ${A_ROUND} for update of m skip locked)
      returning w.member_id as "memberId", w.office_id as "officeId", p.name, w.address, w.tries`.execute(
      this.db,
    );
    return rows;
  }

  private async write(post: Post, due: Due): Promise<void> {
    const { rows } = await sql<Line>`
      select n.kind, to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.title,
        array(select t.name from target t where t.id = any(n.target_ids) order by t.name, t.id) as places,
        n.announcement_id as "announcementId", n.subject_id as "subjectId", count(*) over ()::int as total
      from notification n join notification_mail m on m.member_id = n.member_id left join announcement a on a.id = n.announcement_id
      where n.member_id = ${due.memberId} and n.read_at is null and n.at > m.told_until and n.kind = any(m.kinds)
      order by n.at desc, n.id desc limit ${LINES}`.execute(this.db);
    const [newest] = rows;
    if (!newest) return;
    const { total } = newest;
    const text = mailText(rows, total, post.settings.consoleUrl);
    const sent = await this.servers.send(post, due, `【通播】${total} 条新通知`, text);
    if (sent.ok || sent.perhaps) return this.told(due, newest.at);
    const tries = due.tries + 1;
    this.log.warn(
      { member: due.memberId, tries, words: sent.words },
      'a mail with notifications was not taken',
    );
    if (tries >= GIVE_UP_AFTER) return this.told(due, newest.at);
    await sql`update notification_mail set tries = ${tries}, next_at = hub_now() + make_interval(mins => ${tries * PAUSE_MINUTES})
      where member_id = ${due.memberId}`.execute(this.db);
  }

  private async told({ memberId }: Due, until: string): Promise<void> {
    await sql`update notification_mail set told_until = greatest(told_until, ${until}::timestamptz), tries = 0
      where member_id = ${memberId}`.execute(this.db);
  }
}

/** The mail's text: a sentence and a link for each, newest first. */
export function mailText(
  lines: readonly Pick<Line, 'kind' | 'title' | 'places' | 'announcementId' | 'subjectId'>[],
  total: number,
  consoleUrl: string,
): string {
  const parts = lines.map(({ kind, title, places, announcementId, subjectId }) => {
    const about = { announcementId: announcementId ?? undefined, subjectId: subjectId ?? undefined };
    const said = sentence({ kind, title: title ?? undefined, places });
    return `${said}\n${consoleUrl}${notificationPath(kind, about)}`;
  });
  const more =
    total > lines.length
      ? [`还有 ${total - lines.length} 条，请到“通知”页查看：\n${consoleUrl}/notifications`]
      : [];
  const foot = `您在“账号与安全”页选择了用邮件接收这些通知，可以随时在那里关闭：\n${consoleUrl}/account`;
  return [...parts, ...more, '——', foot].join('\n\n');
}
