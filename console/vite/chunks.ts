interface Module {
  code: string | null;
  importedIds: string[];
}
interface Chunking {
  getModuleInfo: (id: string) => Module | null;
}

/** Code of the console's own. */
const OWN = /console\/src\/(api|app|lib|pages|ui)\/(?!login\/|boards\/|board-calls).*\.tsx?$/;
/** What of antd every page of the office has anyway. */
const OF_THE_OFFICE = new Set(['App', 'Button', 'ConfigProvider']);
const own = (id: string): boolean => id.includes('/console/src/');
const known = new Map<string, boolean>();

/** Whether a module of the console's own, with all of them that it imports, uses no more of antd than the office does. */
function isLight(id: string, all: Chunking): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  // A circle comes back here: what it is on says whether it is light.
  known.set(id, true);
  const { code, importedIds } = all.getModuleInfo(id) ?? { code: null, importedIds: [] };
  const [, names = ''] = /import \{([^}]*)\} from ['"]antd['"]/.exec(code ?? '') ?? [];
  const ofAntd = names.split(',').map((name) => name.trim().split(' ')[0] ?? '');
  const light =
    ofAntd.every((name) => name === '' || OF_THE_OFFICE.has(name)) &&
    importedIds.filter(own).every((one) => isLight(one, all));
  known.set(id, light);
  return light;
}

/**
 * What is needed together comes in one file: sixty small ones took longer on their way than all their bytes.
 * Each group takes what its modules import as well, as far as none before it has.
 */
export const groups = [
  // What `main.ts` needs to send for everything else.
  { name: 'boot', tags: ['$initial' as const] },
  // React, the router, words; and the few things that logging in shares with the office.
  { name: 'start', test: /src\/(start\.tsx|api\/auth\.ts|lib\/text\.ts)$/ },
  { name: 'login', test: /src\/pages\/login\/(login|join|sign-on)\.tsx$/ },
  // One sheet for all pages behind the log-in, in the order of their imports: antd's first.
  { name: 'sheet', test: /virtual:antd\.css|console\/src\/(?!app\/crash|pages\/login|theme\/).*\.css$/ },
  // What the office runs on, in pieces that are run one after the other: see `main.ts`. What few pages ask for comes with them.
  { name: 'values', test: /node_modules\/zod\/|src\/contract\/(values|errors)\.ts$/ },
  { name: 'schemas', test: /src\/contract\/api\/(common|live|targets|screening|intake)\.ts$/ },
  { name: 'more-schemas', test: /src\/contract\/api\/(review|delivery|recall|notices|tasks|screens)\.ts$/ },
  {
    name: 'other-schemas',
    test: /src\/contract\/api\/(consultations|editing|emergency|notifications|paper|procedure|rescan|templates|withholding)\.ts$/,
  },
  { name: 'looks', test: /antd\/es\/(config-provider|button|skeleton|theme)\/index\.js$/ },
  { name: 'dialogs', test: /antd\/(es\/app\/index|locale\/)/ },
  // The office's frame, and the small things that nearly every page is made of.
  {
    name: 'office',
    test: /src\/(app\/office|ui\/(button-link|feedback|more-row|page|related-titles|state|target-name|when)|lib\/(?!merge|draft-saver|extras)[\w-]+|api\/(announcement|delivery|me|notice|recall|record|review|screen|target|task)-calls|contract\/kit\/[\w-]+)\.tsx?$|tanstack/,
  },
  { name: 'input', test: /antd\/es\/(checkbox|input|radio)\/index\.js$/ },
  // What else is filled in or chosen from; not the calendar, which is as heavy as all of it.
  {
    name: 'fields',
    test: /antd\/es\/(auto-complete|dropdown|input-number|modal|popover|segmented|select|space|tooltip)\/index\.js$/,
  },
  { name: 'dates', test: /antd\/es\/(date-picker|time-picker)\/index\.js$/ },
  // What several pages share: first what needs no more of antd than the office itself, then the rest.
  {
    name: (id: string, all: Chunking) => (isLight(id, all) ? 'shared' : null),
    debugName: 'shared',
    test: OWN,
    minShareCount: 2,
  },
  // What the pages of whereabouts share is nobody else's.
  {
    name: 'whereabouts',
    test: /src\/(pages\/boards\/|api\/board-calls|contract\/(boards|api\/boards)\.ts)/,
    minShareCount: 2,
  },
  { name: 'forms', test: /src\/pages\/finding\//, minShareCount: 2 },
  // What the first page asks a member for, above its columns, and the words of it.
  {
    name: 'asks',
    test: /src\/pages\/(consulting\/pending|emergency\/after-reviews-today|rectification\/today|rescan\/found)\.tsx$/,
  },
  { name: 'asks-zh', test: /src\/i18n\/zh-CN\/(consulting|rectifying|rescan|stand-ins)\.ts$/ },
  { name: 'asks-en', test: /src\/i18n\/en\/(consulting|rectifying|rescan|stand-ins)\.ts$/ },
].map((group, index, all) => ({ ...group, priority: all.length - index }));
