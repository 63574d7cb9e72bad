import { isWithin, moved } from '../model/paths';
import type { Texts } from '../model/ports';
import type { Problem } from '../model/problems';
import type { Monaco } from './load';

type Model = ReturnType<Monaco['editor']['createModel']>;
type Marker = ReturnType<Monaco['editor']['getModelMarkers']>[number];

const CODE = /\.(?:js|mjs|cjs|jsx|ts|mts|cts|tsx)$/;
/** JavaScript is TypeScript's too: the worker tells them apart by the ending. */
const languageOf = (path: string): string | undefined =>
  CODE.test(path) ? 'typescript' : undefined;

/** The editor's models of an instance's files, by path. */
export class Models implements Texts {
  private readonly models = new Map<string, Model>();
  private quiet = false;

  constructor(
    private readonly monaco: Monaco,
    private readonly onEdit: (path: string) => void,
  ) {}

  uri = (path: string) => this.monaco.Uri.from({ scheme: 'file', path: `/${path}` });

  pathOf(uri: { scheme: string; path: string }): string | undefined {
    const path = uri.path.slice(1);
    return uri.scheme === 'file' && this.models.has(path) ? path : undefined;
  }

  model = (path: string): Model | undefined => this.models.get(path);

  begin(path: string, text: string): string {
    const known = this.models.get(path);
    this.quietly(() => {
      if (known) known.setValue(text);
      else this.create(path, text);
    });
    return this.get(path) ?? text;
  }

  take(path: string, text: string): void {
    const model = this.models.get(path);
    const edit = model && { range: model.getFullModelRange(), text, forceMoveMarkers: true };
    if (edit) this.quietly(() => model.pushEditOperations([], [edit], () => null));
  }

  get(path: string): string | undefined {
    return this.models.get(path)?.getValue(undefined, true);
  }

  move(from: string, to: string): void {
    for (const [path, model] of [...this.models]) {
      if (!isWithin(path, from)) continue;
      const text = model.getValue(undefined, true);
      this.drop(path);
      this.quietly(() => this.create(moved(path, from, to), text));
    }
  }

  drop(path: string): void {
    this.models.get(path)?.dispose();
    this.models.delete(path);
  }

  dispose(): void {
    for (const path of [...this.models.keys()]) this.drop(path);
  }

  /** What the languages found wrong, without their hints. */
  problems(): Problem[] {
    return this.monaco.editor
      .getModelMarkers({})
      .filter(({ severity }) => severity > this.monaco.MarkerSeverity.Hint)
      .flatMap((marker) => {
        const path = this.pathOf(marker.resource);
        return path ? [this.problem(path, marker)] : [];
      });
  }

  private problem(path: string, marker: Marker): Problem {
    const { MarkerSeverity } = this.monaco;
    const { severity, message, startLineNumber: line, startColumn: column } = marker;
    const code = typeof marker.code === 'string' ? marker.code : (marker.code?.value ?? '');
    const rank =
      severity === MarkerSeverity.Error
        ? ('error' as const)
        : severity === MarkerSeverity.Warning
          ? ('warning' as const)
          : ('info' as const);
    return { path, line, column, severity: rank, message, code };
  }

  private create(path: string, text: string): void {
    const uri = this.uri(path);
    this.monaco.editor.getModel(uri)?.dispose();
    const model = this.monaco.editor.createModel(text, languageOf(path), uri);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    model.onDidChangeContent(() => this.quiet || this.onEdit(path));
    this.models.set(path, model);
  }

  /** Changes that are not the user's. */
  private quietly(change: () => void): void {
    this.quiet = true;
    try {
      change();
    } finally {
      this.quiet = false;
    }
  }
}
