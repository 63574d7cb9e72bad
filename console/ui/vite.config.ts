import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { gzipped } from './build/gzipped.ts';
import { sharedEntries, sharedModules } from './build/shared.ts';
import { templates } from './build/templates.ts';

const NODE_MODULES = /node_modules/;
/** The editor is one page's alone and large: it is cut by its own imports. */
const NOT_THE_EDITOR = /node_modules[\\/](?!monaco-editor|marked|dompurify)/;

/** Assets lie flat in `dist/` and name each other relatively: the server maps `/ui/<file>` there. */
export default defineConfig({
  base: './',
  plugins: [react(), sharedModules(), templates(), gzipped()],
  build: {
    target: 'es2022',
    assetsDir: '',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 7500,
    rolldownOptions: {
      preserveEntrySignatures: 'exports-only',
      // few files without making the first load carry what only later pages use
      output: {
        // a shared chunk, and its style sheet, is named after all that share it
        chunkFileNames: ({ name }) => `${name.split('~', 1)[0]}-[hash].js`,
        assetFileNames: ({ names: [name = 'asset'] }) =>
          `${name.split('~', 1)[0]?.replace(/\.\w+$/, '')}-[hash][extname]`,
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 3,
            },
            { name: 'common', test: NODE_MODULES, tags: ['$initial'], priority: 2 },
            {
              name: 'later',
              test: NOT_THE_EDITOR,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 60_000,
              priority: 1,
            },
          ],
        },
      },
      input: { shell: 'src/main.tsx', login: 'src/login/main.ts', ...sharedEntries() },
    },
  },
});
