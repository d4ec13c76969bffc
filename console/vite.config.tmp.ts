import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { antdStyles } from './vite/antd-styles.js';
import { squeeze } from './vite/squeeze.js';
import { weigh } from './vite/weigh.js';

/**
 * What is needed together comes in one file: sixty small ones took longer on their way than all their bytes.
 * Each group takes what its modules import as well, as far as none before it has.
 */
const groups = [
  // What `main.ts` needs to send for everything else.
  { name: 'boot', tags: ['$initial' as const] },
  // React, the router, words; and the few things that logging in shares with the office.
  { name: 'start', test: /src\/(start\.tsx|api\/auth\.ts|lib\/text\.ts)$/ },
  { name: 'login', test: /src\/pages\/login\/(login|join|sign-on)\.tsx$/ },
  // What the office runs on, in pieces that are run one after the other: see `main.ts`. What few pages ask for comes with them.
  { name: 'values', test: /node_modules\/zod\/|src\/contract\/(values|errors)\.ts$/ },
  { name: 'schemas', test: /src\/contract\/api\/(common|live|targets|screening|intake)\.ts$/ },
  { name: 'more-schemas', test: /src\/contract\/api\/(review|delivery|recall|notices|tasks|screens)\.ts$/ },
  {
    name: 'other-schemas',
    test: /src\/contract\/api\/(consultations|editing|emergency|notifications|paper|procedure|rescan|templates|withholding)\.ts$/,
  },
  { name: 'looks', test: /antd\/es\/(config-provider|button|skeleton|theme)\/index\.js$/ },
  // The office's frame, and the small things that nearly every page is made of.
  {
    name: 'office',
    test: /src\/(app\/office|ui\/(button-link|feedback|more-row|page|related-titles|state|target-name|when)|lib\/(?!merge|draft-saver|extras)[\w-]+|api\/(announcement|delivery|me|notice|recall|record|review|screen|target|task)-calls|contract\/kit\/[\w-]+)\.tsx?$|tanstack/,
  },
  // Small things that today, the record and the board share.
  {
    name: 'pieces',
    test: /src\/(pages\/(recall\/(phase-mark|phases|queries)|groups\/standing|notice\/window|(consulting|emergency|passing|rectification|service)\/parts)|ui\/(evidence|hash|signed-how|words))\.tsx?$/,
  },
  // What the first page asks a member for, above its columns, and the words of it.
  {
    name: 'asks',
    test: /src\/pages\/(consulting\/pending|emergency\/after-reviews-today|rectification\/today|rescan\/found)\.tsx$/,
  },
  { name: 'asks-zh', test: /src\/i18n\/zh-CN\/(consulting|rectifying|rescan|stand-ins)\.ts$/ },
  { name: 'asks-en', test: /src\/i18n\/en\/(consulting|rectifying|rescan|stand-ins)\.ts$/ },
  { name: 'input', test: /antd\/es\/(checkbox|input|radio)\/index\.js$/ },
  // What else is filled in or chosen from; not the calendar, which is as heavy as all of it.
  {
    name: 'fields',
    test: /antd\/es\/(dropdown|popover|segmented|select|space|tooltip)\/index\.js$/,
  },
].map((group, index, all) => ({ ...group, priority: all.length - index }));

/** The address of a running hub, for `vite` as a development server. */
const hub = 'http://localhost:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), antdStyles(), squeeze()],
  build: {
    outDir: '../dist/console', minify: false,
    emptyOutDir: true,
    target: 'es2022',
    /** The policy of the served page allows no data: addresses for scripts and fonts, so nothing is inlined. */
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: {
    proxy: { '/api': hub, '/socket.io': { target: hub, ws: true } },
  },
});
