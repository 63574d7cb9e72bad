import { readFileSync } from 'node:fs';
import type { Plugin, Rollup } from 'vite';
import { importMap } from './shared.ts';

type Chunk = Rollup.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/** An entry with everything it loads before it runs, in the order of first need. */
interface Closure {
  entry: string;
  scripts: string[];
  styles: string[];
}

function closure(bundle: Rollup.OutputBundle, name: string): Closure {
  const entry = Object.values(bundle).find(
    (file): file is Chunk => file.type === 'chunk' && file.isEntry && file.name === name,
  );
  if (!entry) throw new Error(`no entry named ${name}`);
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (chunk: Chunk) => {
    if (scripts.has(chunk.fileName)) return;
    scripts.add(chunk.fileName);
    chunk.imports.forEach((file) => visit(bundle[file] as Chunk));
    chunk.viteMetadata?.importedCss.forEach((file) => styles.add(file));
  };
  visit(entry);
  return { entry: entry.fileName, scripts: [...scripts], styles: [...styles] };
}

function page(load: Closure, icon: string, head: string): string {
  const preloads = load.scripts.filter((file) => file !== load.entry);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="backplane-root" content="@ROOT@">',
    '<title>Backplane</title>',
    `<link rel="icon" type="image/svg+xml" href="@ROOT@/ui/${icon}">`,
    head,
    ...load.styles.map((file) => `<link rel="stylesheet" href="@ROOT@/ui/${file}">`),
    ...preloads.map((file) => `<link rel="modulepreload" href="@ROOT@/ui/${file}">`),
    `<script type="module" src="@ROOT@/ui/${load.entry}"></script>`,
    '</head><body><div id="root"></div></body></html>',
  ].join('\n');
}

/**
 * Writes the pages the server fills in for each response: `shell.html` (with the import map, allowed
 * by its nonce) and `login.html`, and `public.json`, the assets that are served without a session.
 */
export function templates(): Plugin {
  let icon = '';
  return {
    name: 'templates',
    buildStart() {
      const source = readFileSync(new URL('../src/logo.svg', import.meta.url));
      icon = this.emitFile({ type: 'asset', name: 'logo.svg', source });
    },
    generateBundle(_options, bundle) {
      const emit = (fileName: string, source: string) =>
        this.emitFile({ type: 'asset', fileName, source });
      const iconFile = this.getFileName(icon);
      const map = importMap(bundle);
      const login = closure(bundle, 'login');
      const mapTag = `<script type="importmap" nonce="@NONCE@">${map}</script>`;
      emit('importmap.json', map);
      emit('shell.html', page(closure(bundle, 'shell'), iconFile, mapTag));
      emit('login.html', page(login, iconFile, ''));
      emit('public.json', JSON.stringify([iconFile, ...login.scripts, ...login.styles]));
    },
  };
}
