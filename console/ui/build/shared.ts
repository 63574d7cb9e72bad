import { createRequire } from 'node:module';
import type { Plugin, Rollup } from 'vite';

const require = createRequire(import.meta.url);
const PREFIX = 'virtual:shared:';

/** What a module loaded at run time imports by its bare name and gets the console's own copy of. */
const SHARED = ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client'];

const entryName = (specifier: string) => `shared-${specifier.replaceAll('/', '-')}`;

/** The console's own part of it, whose source lies here. */
const SDK = { name: '@backplane/ui-sdk', entry: 'ui-sdk', source: 'src/extensions/sdk.ts' };

/** One entry for each shared module, for the bundler's input. */
export function sharedEntries(): Record<string, string> {
  return {
    ...Object.fromEntries(SHARED.map((name) => [entryName(name), PREFIX + name])),
    [SDK.entry]: SDK.source,
  };
}

const specifierOf = (entry: string) =>
  entry === SDK.entry ? SDK.name : SHARED.find((it) => entryName(it) === entry);

/** The import map of a finished build. `@ROOT@` stands for the context root. */
export function importMap(bundle: Rollup.OutputBundle): string {
  const imports: Record<string, string> = {};
  for (const file of Object.values(bundle)) {
    const name = file.type === 'chunk' && file.isEntry ? specifierOf(file.name) : undefined;
    if (name) imports[name] = `@ROOT@/ui/${file.fileName}`;
  }
  return JSON.stringify({ imports });
}

/** Gives the CommonJS modules of React the named exports that an import map has to offer. */
export function sharedModules(): Plugin {
  return {
    name: 'shared-modules',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const specifier = id.slice(PREFIX.length + 1);
      process.env['NODE_ENV'] = 'production'; // React picks its build when it is required
      const names = Object.keys(require(specifier) as object).filter((name) =>
        /^(?!default$)[A-Za-z_$][\w$]*$/.test(name),
      );
      return [
        `import whole from '${specifier}';`,
        `export { ${names.join(', ')} } from '${specifier}';`,
        'export default whole;',
      ].join('\n');
    },
  };
}
