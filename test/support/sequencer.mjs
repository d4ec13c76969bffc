/** What takes longest, in minutes; begun last, it would keep one core busy when the others are done. */
const longest = [
  'topology',
  'scenarios-urgent',
  'scenarios',
  'few-seeds',
  'axe',
  'desks',
  'main-job',
  'embedded-postgres',
];

const place = ({ path }) => {
  const found = longest.findIndex((name) => path.includes(`/${name}.test.`));
  return found === -1 ? longest.length : found;
};

/** The order of test files: the longest first, the others by size, as jest has it where it has no memory. */
export default class Longest {
  sort(tests) {
    const sizes = new Map(tests.map((test) => [test, test.context.hasteFS.getSize(test.path) ?? 0]));
    return [...tests].sort((a, b) => place(a) - place(b) || sizes.get(b) - sizes.get(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }

  cacheResults() {
    // Nothing is remembered: CI begins on a clean clone.
  }
}
