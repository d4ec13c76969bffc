import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from '../command.js';
import { useHub } from '../hub-database.js';
import { readPassphrase } from '../passphrase.js';
import { Progress } from '../progress.js';
import { UsageError } from '../refusal.js';
import { exportHub } from './export.js';

export const passphraseFile = {
  type: 'string',
  value: 'FILE',
  help: 'its first line is the passphrase; asked for without it',
} as const;

export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE',
  summary: 'Writes database, files and keys into one encrypted archive, and reads it back.',
  notes: [
    'The archive holds the hub’s secrets: its keys, members’ password hashes, targets’ passwords. All of it is encrypted',
    'under the passphrase, in the format of age (age -d FILE | tar tz shows what is in it). Without the passphrase nobody',
    'can read it, you neither. The hub may run meanwhile; an import of such an archive pauses its targets.',
  ],
  flags: { 'passphrase-file': passphraseFile },
  async run({ config, words, flags, say }) {
    const [name] = words;
    if (name === undefined || words.length > 1) throw new UsageError('export needs the name of one file.');
    const file = resolve(name);
    const passphrase = await readPassphrase(flags.text('passphrase-file'), { isNew: true });
    const started = performance.now();
    const { facts, manifest, damaged } = await useHub(config, say, ({ appUrl }) =>
      exportHub(config, appUrl, { file, passphrase, progress: new Progress(say) }),
    );
    const { size } = await stat(file);
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const { files, bytes, keys } = manifest;
    return {
      facts: {
        file,
        size,
        seconds,
        madeAt: facts.madeAt,
        running: facts.running,
        rows,
        files,
        bytes,
        keys,
        damaged,
      },
      lines: [
        `${file}: ${megabytes(size)} MB in ${seconds} s, read back and whole`,
        `${rows} rows, ${files} files of ${megabytes(bytes)} MB, ${keys} keys`,
        ...(facts.running
          ? [
              'The hub is running: what it does from now on is not in the archive, and an import pauses its targets.',
            ]
          : []),
        ...damaged.map((hash) => `DAMAGED: ${hash}`),
      ],
      failed:
        damaged.length === 0
          ? undefined
          : `The archive is whole, but ${damaged.length} files were damaged or missing in the hub’s storage.`,
    };
  },
};

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
