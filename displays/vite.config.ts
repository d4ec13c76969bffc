import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { wallFonts } from './vite/fonts.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/display/',
  plugins: [wallFonts()],
  build: {
    outDir: here('../dist/displays'),
    emptyOutDir: true,
    // The oldest browser on boxes in the field.
    target: 'chrome87',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('index.html'), worker: here('src/worker.ts') },
      // The service worker's address must not change.
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
});
