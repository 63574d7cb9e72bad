import {
  JsxEmit,
  ModuleKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import { readTypeFiles, readTypes } from '../../../api/files';

/** TypeScript's own number for what bundlers do; the editor's list ends before it. */
const BUNDLER = 100;

/** Where the generated types seem to lie. */
const TYPES = 'file:///.backplane/types/';

/** The same rules for both languages: one worker knows all the code. */
export function setUpTypeScript(): void {
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: BUNDLER as never,
    jsx: JsxEmit.Preserve,
    lib: ['esnext'],
    allowJs: true,
    checkJs: true,
    strict: true,
    noImplicitAny: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    allowNonTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: [],
  });
  typescriptDefaults.setEagerModelSync(true);
}

interface Lib {
  content: string;
  filePath: string;
}

let generated: Lib[] = [];
let packages: Lib[] = [];

/** Gives the editor the types of the platform's modules and units. */
export async function loadTypes(): Promise<void> {
  const files = await readTypeFiles();
  generated = await Promise.all(
    files.map(async ({ id, path }) => ({ content: await readTypes(id), filePath: TYPES + path })),
  );
  check();
}

/** Tells the editor which packages there are; their types are not looked at. */
export function knowPackages(names: readonly string[]): void {
  if (
    names.length === packages.length &&
    names.every((it, at) => packages[at]?.content.includes(`'${it}'`))
  ) {
    return;
  }
  packages = names.map((name) => ({
    content: `declare module '${name}';\ndeclare module '${name}/*';\n`,
    filePath: `file:///.backplane/packages/${name.replaceAll('/', '+')}.d.ts`,
  }));
  check();
}

/** Looks for problems in all files again: one file's change can be another's. */
export function check(): void {
  typescriptDefaults.setExtraLibs([...generated, ...packages]);
}
