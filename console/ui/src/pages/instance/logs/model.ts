import type { LogLine } from '../../../api/observed';

/** What the log view shows at one place: a line, or a mark where lines are missing. */
export type LogItem =
  { kind: 'line'; line: LogLine } | { kind: 'gap'; key: string; dropped: number | undefined };

/** A window of an instance's log, oldest first. */
export interface LogModel {
  items: readonly LogItem[];
  /** Number of the first item; falls as older ones come and rises as the oldest go. */
  first: number;
  /** Whether new lines pull the view along. */
  follow: boolean;
  /** Lines that came since the view stopped following. */
  unseen: number;
  /** Whether the log has nothing older than the window. */
  complete: boolean;
}

/** Most items the window holds while it follows; the oldest go first and can be loaded again. */
export const LINES_MAX = 10_000;
const FIRST = 1_000_000;

export const EMPTY_LOG: LogModel = {
  items: [],
  first: FIRST,
  follow: true,
  unseen: 0,
  complete: false,
};

export const keyOf = (item: LogItem): string =>
  item.kind === 'line' ? item.line.cursor : item.key;

/** Takes live lines; those that are known already come again after a reconnect. */
export function append(model: LogModel, lines: readonly LogLine[]): LogModel {
  const known = cursorsOf(model);
  const fresh = lines.filter((it) => !known.has(it.cursor));
  if (fresh.length === 0) return model;
  return trimmed({
    ...model,
    items: [...model.items, ...fresh.map((line) => ({ kind: 'line', line }) as const)],
    unseen: model.follow ? 0 : model.unseen + fresh.length,
  });
}

/** Takes the first lines after a reconnect; without one that is known, some were missed between. */
export function resume(model: LogModel, lines: readonly LogLine[]): LogModel {
  const known = cursorsOf(model);
  const joined = model.items.length === 0 || lines.some((it) => known.has(it.cursor));
  return append(joined || lines.length === 0 ? model : gap(model, undefined), lines);
}

/** Marks that the kernel dropped lines here, or an unknown number of them. */
export function gap(model: LogModel, dropped: number | undefined): LogModel {
  const key = `gap-${model.first + model.items.length}`;
  return { ...model, items: [...model.items, { kind: 'gap', key, dropped }] };
}

/** Puts a page of older lines in front. */
export function prepend(model: LogModel, lines: readonly LogLine[], complete: boolean): LogModel {
  const known = cursorsOf(model);
  const older = lines.filter((it) => !known.has(it.cursor));
  return {
    ...model,
    items: [...older.map((line) => ({ kind: 'line', line }) as const), ...model.items],
    first: model.first - older.length,
    complete,
  };
}

/** Starts or stops following; what was unseen is in view from then on. */
export const following = (model: LogModel, follow: boolean): LogModel =>
  trimmed({ ...model, follow, unseen: follow ? 0 : model.unseen });

/** Where loading older lines begins; nothing while the window is empty. */
export function oldest(model: LogModel): string | undefined {
  const item = model.items.find((it) => it.kind === 'line');
  return item?.kind === 'line' ? item.line.cursor : undefined;
}

/** Reading is never disturbed: only a view that follows loses its oldest lines. */
function trimmed(model: LogModel): LogModel {
  const excess = model.follow ? model.items.length - LINES_MAX : 0;
  if (excess <= 0) return model;
  return {
    ...model,
    items: model.items.slice(excess),
    first: model.first + excess,
    complete: false,
  };
}

const cursorsOf = ({ items }: LogModel): Set<string> => new Set(items.map(keyOf));
