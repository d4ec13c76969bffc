import { expect, it } from '@jest/globals';
import { mailText } from './mailer.js';

const line = (title: string) => ({
  kind: 'delivery.failed' as const,
  title,
  places: ['门户'],
  announcementId: 'a',
  subjectId: 'd',
});

it('says each thing with its link, counts the rest, and tells how to end it', () => {
  const text = mailText([line('甲'), line('乙')], 5, 'https://tongbo.example');
  expect(text).toContain('《甲》没能发布到“门户”\nhttps://tongbo.example/announcements/a');
  expect(text).toContain('还有 3 条，请到“通知”页查看：\nhttps://tongbo.example/notifications');
  expect(text).toContain('https://tongbo.example/account');
  expect(mailText([line('甲')], 1, 'https://tongbo.example')).not.toContain('还有');
});
