// Fails where a comment switches a rule of the linter off: rules are changed in .oxlintrc.json, where everybody sees it.
import { readFile } from 'node:fs/promises';
import { mustRun, script, Problem } from './lib/say.mjs';
import { inRoot, root } from './lib/project.mjs';

const exception = /(?:eslint|oxlint)-(?:disable|enable)/;

await script(async () => {
  const { output } = await mustRun('git ls-files', 'git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.cjs'], {
    cwd: root,
  });
  const found = [];
  for (const path of output.split('\n').filter((line) => line !== '')) {
    const text = await readFile(inRoot(path), 'utf8').catch(() => '');
    text.split('\n').forEach((line, index) => {
      if (exception.test(line)) found.push(`${path}:${index + 1}`);
    });
  }
  if (found.length > 0) throw new Problem(`a comment switches a rule off: ${found.join(', ')}`);
});
