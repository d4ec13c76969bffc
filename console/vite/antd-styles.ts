import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { extractStyle as renderComponents } from '@ant-design/static-style-extract';
import { ConfigProvider } from 'antd';
import { createElement, type ReactNode } from 'react';
import type { Plugin, Rolldown } from 'vite';

/** Imported by the office's frame; its types stand in `src/vite-env.d.ts`. */
const VIRTUAL = 'virtual:antd.css';

/** The components whose styles the console needs, with those that they are made of. */
const components = [
  'App',
  'AutoComplete',
  'Button',
  'Checkbox',
  'DatePicker',
  'Drawer',
  'Dropdown',
  'Empty',
  'Input',
  'InputNumber',
  'Menu',
  'message',
  'Modal',
  'notification',
  'Popover',
  'Progress',
  'Radio',
  'Segmented',
  'Select',
  'Skeleton',
  'Space',
  'Spin',
  'Tag',
  'TimePicker',
  'Tooltip',
];

const ofStyles = /antd\/es\/.*\/style\/[\w-]+\.js$/;
const makers = new Set(['genStyleHooks', 'genSubStyleComponent', 'genComponentStyleHook']);

/** Only its measures are used, by others. */
const unstyled = 'grid';

/** Right to left is no language of the console; and its links look as the house has them, not as antd would. */
const unwanted = [/[^{}]*-rtl[^{}]*\{[^{}]*\}/g, /(?<=^|\})a(?:[:[][^,{}]*)?(?:,a[:[][^,{}]*)*\{[^{}]*\}/g];

/**
 * Writes antd's styles into a style sheet in the build, as its `zeroRuntime` asks: made in the browser they were a fifth
 * of what a page did before its first paint. Colours and sizes stay variables, which the browser sets by the theme.
 */
export function antdStyles(): Plugin {
  return {
    name: 'antd-styles',
    resolveId: (id) => (id === VIRTUAL ? id : undefined),
    load: (id) => (id === VIRTUAL ? sheet() : undefined),
    transform(code, id) {
      return ofStyles.test(id) ? withoutMaking(code, this.parse(code)) : undefined;
    },
    generateBundle(_, bundle) {
      const styled = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
        .flatMap((id) => /antd\/es\/([\w-]+)\/style\/index\.js$/.exec(id)?.[1] ?? []);
      const known = new Set([unstyled, ...components.map((name) => name.toLowerCase())]);
      const missing = styled.filter((name) => !known.has(name.replaceAll('-', '')));
      if (missing.length > 0)
        this.error(`antd's ${missing.join(', ')} would have no style: name it in antd-styles.ts`);
    },
  };
}

/**
 * A style module that only says which variables its component has: what would make its styles is never called, and all that
 * it uses goes with it.
 */
function withoutMaking(code: string, { body }: ReturnType<Rolldown.PluginContext['parse']>): string {
  const calls = body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return [statement.declaration];
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declared?.type === 'VariableDeclaration' ? declared.declarations.map(({ init }) => init) : [];
  });
  return calls.reduceRight((left, call) => {
    if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier') return left;
    const making = call.arguments.at(1);
    if (!makers.has(call.callee.name) || making === undefined) return left;
    return `${left.slice(0, making.start)}() => []${left.slice(making.end)}`;
  }, code);
}

function sheet(): string {
  const cache = createCache();
  renderComponents({
    includes: components,
    customTheme: (node: ReactNode) =>
      createElement(
        StyleProvider,
        { cache },
        createElement(ConfigProvider, { theme: { hashed: false } }, node),
      ),
  });
  const styles = extractStyle(cache, { plain: true, types: 'style' });
  return unwanted.reduce((left, rules) => left.replace(rules, ''), styles);
}
