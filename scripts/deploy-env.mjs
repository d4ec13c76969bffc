// npm run deploy:env: writes .env with new random passwords for docker-compose.yml. An .env that is there is left alone.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { inRoot } from './lib/project.mjs';
import { Problem, say, script } from './lib/say.mjs';

const password = () => randomBytes(24).toString('base64url');

await script(async () => {
  const text = `# Passwords of docker-compose.yml. Keep this file: the database remembers them.
POSTGRES_PASSWORD=${password()}
HUB_OWNER_PASSWORD=${password()}
HUB_APP_PASSWORD=${password()}
REDIS_PASSWORD=${password()}
# The public pages' address as the public writes it.
HUB_PUBLIC_URL=http://localhost:8081
# The ports of this machine that nginx takes.
CONSOLE_PORT=8080
PUBLIC_PORT=8081
`;
  await writeFile(inRoot('.env'), text, { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code === 'EEXIST')
      throw new Problem('.env is there already; remove it first to get new passwords.');
    throw error;
  });
  say('.env is written; set HUB_PUBLIC_URL in it, then: docker compose up -d --build --wait');
});
