import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { openDrill } from './server.js';

const Options = z.object({
  dataDir: z.string().min(1),
  hubPublicUrl: z.url(),
  ports: z.array(z.int().min(0).max(65_535)).optional(),
});

/** How long a publication takes, as a person who watches would wait. */
const PUBLISH_AFTER_MS = 3_000;
/** The demo's target, whose address the callbacks go to. */
const TARGET = 'wechat';

const { dataDir, hubPublicUrl, ports } = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
await mkdir(dataDir, { recursive: true });
const drill = await openDrill({
  dataDir,
  callbackUrl: `${hubPublicUrl.replace(/\/$/, '')}/wechat/${TARGET}/callback`,
  port: ports?.[0],
  publishAfterMs: PUBLISH_AFTER_MS,
});

const { appId, appSecret, token, encodingAESKey, ghId } = drill.account;
const settings = { apiBase: drill.url, appId, appSecret, token, encodingAESKey, ghId, drill: true };
const ready = {
  url: `${drill.url}/`,
  title: { zh: '微信公众号（演练）', en: 'WeChat (drill)' },
  origins: drill.origins,
  targets: { [TARGET]: settings },
};
process.stdout.write(`DRILL ${JSON.stringify(ready)}\n`);

let isEnding = false;
const end = () => {
  if (isEnding) return;
  isEnding = true;
  drill.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
};
process.stdin.resume().on('end', end).on('close', end);
process.once('SIGTERM', end);
process.once('SIGINT', end);
