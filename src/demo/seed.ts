import type { INestApplicationContext } from '@nestjs/common';
import type { CreateTarget } from '../contract/api.js';
import { DATABASE, type Db } from '../store/database.js';
import { Targets } from '../targets/index.js';

/** What the demo office can publish to. */
const targets: readonly CreateTarget[] = [
  { channel: 'website', slug: 'wanghe', name: '机关门户网站', settings: { siteName: '望河区城市管理和综合行政执法局' } },
  { channel: 'display', slug: 'lobby-1', name: '一楼大厅屏', settings: {} },
];

/** Gives the demo office its targets and announcements. Safe to repeat: what is there is left as it is. */
export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const db = app.get<Db>(DATABASE, { strict: false });
  const office = await db.selectFrom('office').select('id').where('demo', '=', true).executeTakeFirst();
  if (!office) return;
  const service = app.get(Targets, { strict: false });
  const known = await service.list(office.id);
  for (const target of targets) {
    if (known.some(({ slug }) => slug === target.slug)) continue;
    await service.create(office.id, 'system:demo', target);
  }
}
