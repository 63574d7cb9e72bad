import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const SERVED = /\.(js|css|svg|ttf)$/;

/**
 * Puts `<file>.gz` beside every asset, so that the server never compresses. From the written files:
 * Vite still edits chunks while others generate.
 */
export function gzipped(): Plugin {
  return {
    name: 'gzipped',
    writeBundle({ dir = 'dist' }, bundle) {
      for (const name of Object.keys(bundle).filter((it) => SERVED.test(it))) {
        const file = join(dir, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
