// Adds up what a browser fetches before a page is usable; fails the build above the budget.
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8'));

const PAGES = [
  {
    title: 'dashboard',
    limit: 350 * KB,
    template: 'shell.html',
    // the largest language stands for any
    modules: ['src/main.tsx', 'src/pages/dashboard/DashboardPage.tsx', 'src/i18n/zh.ts'],
  },
  { title: 'login', limit: 60 * KB, template: 'login.html', modules: ['src/login/main.ts'] },
];

function filesOf(keys, found = new Set()) {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the manifest`);
    if (found.has(chunk.file)) continue;
    found.add(chunk.file);
    chunk.css?.forEach((file) => found.add(file));
    filesOf(chunk.imports ?? [], found);
  }
  return found;
}

let failed = false;
for (const { title, limit, template, modules } of PAGES) {
  const html = readFileSync(new URL(template, dist));
  const icon = /ui\/([^"]+\.svg)"/.exec(html.toString())[1];
  const files = [...filesOf(modules), icon];
  const bytes = files.reduce(
    (sum, file) => sum + statSync(new URL(`${file}.gz`, dist)).size,
    gzipSync(html).length,
  );
  const verdict = bytes > limit ? 'OVER' : 'ok';
  failed ||= bytes > limit;
  const kb = (value) => `${(value / KB).toFixed(1)} KB`;
  console.log(
    `${title}: ${kb(bytes)} gzipped in ${files.length + 1} files, budget ${kb(limit)}: ${verdict}`,
  );
}
process.exitCode = failed ? 1 : 0;
