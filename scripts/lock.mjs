// Completes package-lock.json: `node scripts/lock.mjs --fix` after adding a package; without --fix it only looks.
//
// Packages like @swc/core name one optional package for each platform. npm leaves those out of the lock file that its
// registry did not have at that moment, and npm ci then refuses the lock file everywhere. Each gets its entry here.
import { readFile, writeFile } from 'node:fs/promises';
import { inRoot } from './lib/project.mjs';
import { Problem, say, script } from './lib/say.mjs';

const systems = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];

await script(async () => {
  const file = inRoot('package-lock.json');
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const missing = findMissing(lock.packages);
  if (missing.length === 0) return;
  if (!process.argv.includes('--fix')) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new Problem(`package-lock.json lacks ${names}; run: node scripts/lock.mjs --fix`);
  }
  for (const { name, version, dev } of missing) {
    lock.packages[`node_modules/${name}`] = entryFor(name, version, dev);
    say(`added ${name} ${version}`);
  }
  const sorted = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
  await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
});

function findMissing(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, version]) => ({ name, version: version.replace(/^[~^]/, ''), dev })),
  );
}

/** Looks where Node would: beside the package that asks, then outwards. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder}${folder === '' ? '' : '/'}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function entryFor(name, version, dev) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Problem(
      `package-lock.json lacks ${name} ${version}, and its name does not tell its platform: add it by hand.`,
    );
  }
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === 'linux' ? { libc: [libc] } : {}),
    optional: true,
    os: [os],
  };
}
