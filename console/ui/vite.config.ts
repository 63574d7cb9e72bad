import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { gzipped } from './build/gzipped.ts';
import { sharedEntries, sharedModules } from './build/shared.ts';
import { templates } from './build/templates.ts';

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
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      preserveEntrySignatures: 'exports-only',
      // few files without making the first load carry what only one later page uses
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 2,
            },
            { name: 'common', test: /node_modules/, minShareCount: 2, priority: 1 },
          ],
        },
      },
      input: { shell: 'src/main.tsx', login: 'src/login/main.ts', ...sharedEntries() },
    },
  },
});
