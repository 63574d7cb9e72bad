// What an editor sees of a folder:  node look.mjs <typescript> <folder>
// Prints { diagnostics: ["file:line: text"], completions: { mark: [names] } }; a mark is a comment such as /*?here*/,
// and what can stand behind it is asked for.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [compiler, folder] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(compiler);

const config = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find(ts.sys.fileExists);
const read = ts.readConfigFile(config, ts.sys.readFile);
const project = ts.parseJsonConfigFileContent(read.config, ts.sys, folder, {}, config);
const host = {
  getCompilationSettings: () => project.options,
  getScriptFileNames: () => project.fileNames,
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => {
    const text = ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => folder,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
};
const service = ts.createLanguageService(host);

const told = ({ file, start, messageText }) => {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (!file) return text;
  return `${relative(folder, file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
};
const all = [...(read.error ? [read.error] : []), ...project.errors, ...service.getCompilerOptionsDiagnostics()];
const completions = {};
for (const source of service.getProgram().getSourceFiles()) {
  const name = source.fileName;
  if (service.getProgram().isSourceFileDefaultLibrary(source)) continue;
  all.push(...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name));
  for (const mark of readFileSync(name, 'utf8').matchAll(/\/\*\?(\w+)\*\//g)) {
    const offered = service.getCompletionsAtPosition(name, mark.index + mark[0].length, {});
    completions[mark[1]] = (offered?.entries ?? []).map((entry) => entry.name);
  }
}
console.log(JSON.stringify({ diagnostics: all.map(told), completions }));
