import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { ahead } from './vite/ahead.js';
import { antdStyles } from './vite/antd-styles.js';
import { groups } from './vite/chunks.js';
import { squeeze } from './vite/squeeze.js';
import { weigh } from './vite/weigh.js';

/** The address of a running hub, for `vite` as a development server. */
const hub = 'http://localhost:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), antdStyles(), ahead(), weigh(), squeeze()],
  build: {
    outDir: '../dist/console',
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
