import { call } from '../api/calls';
import { getJson } from '../api/client';
import type { UiModule } from '../api/types';
import { routes, widgets } from './registry';
import { NotPermitted, type Host, type PluginRoute, type Undo, type Widget } from './sdk';

const ROUTE = /^([a-z0-9-]{1,64})?$/;
const WIDGET = /^[a-z0-9-]{1,64}$/;
const ROUTES_MAX = 16;
const WIDGETS_MAX = 16;

/** What a module gets, and how all that it added goes again. */
export function hostOf(module: UiModule, version: string): { host: Host; undo: Undo } {
  const { plugin, permissions } = module;
  const undos: Undo[] = [];
  let over = false;
  const here = () => {
    if (over) throw new Error(`the console module of ${plugin} has gone`);
  };
  const kept = <T>(registry: { add(item: T): Undo }) => ({
    add(item: T): Undo {
      here();
      const undo = registry.add(item);
      undos.push(undo);
      return undo;
    },
  });
  const need = (...any: string[]) => {
    here();
    if (any.some((it) => permissions.includes(it))) return;
    throw new NotPermitted(`${plugin} does not name the permission ${any[0]} in its manifest`);
  };
  const host: Host = {
    plugin,
    version,
    routes: kept(routes.of(plugin, checkRoute)),
    widgets: kept(widgets.of(plugin, checkWidget)),
    get: async (path, signal) => {
      need('read');
      if (!path.startsWith('/api/')) throw new TypeError(`${path} does not begin with /api/`);
      return getJson(path, signal);
    },
    call: async (unit, command, params = {}, signal = new AbortController().signal) => {
      need(`call:${unit}`, 'call:*');
      return result(unit, command, params, signal);
    },
  };
  const undo = () => {
    over = true;
    undos.splice(0).forEach((it) => it());
  };
  return { host, undo };
}

async function result(
  unit: string,
  command: string,
  params: Record<string, unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  let value: unknown;
  let failure: unknown;
  await call({ unit, command, params, stream: false }, signal, (told) => {
    if (told.kind === 'done') value = told.value;
    if (told.kind === 'refused') failure = told.problem;
    if (told.kind === 'error') failure = new Error(`${command} failed with ${told.code}`);
  });
  if (failure) throw failure;
  return value;
}

function checkRoute(route: PluginRoute, own: readonly PluginRoute[]): void {
  if (!ROUTE.test(route.path)) throw new TypeError(`'${route.path}' cannot be a path`);
  if (own.some((it) => it.path === route.path)) {
    throw new TypeError(`the path '${route.path}' is taken`);
  }
  if (own.length >= ROUTES_MAX) throw new TypeError(`more than ${ROUTES_MAX} routes`);
}

function checkWidget(widget: Widget, own: readonly Widget[]): void {
  if (!WIDGET.test(widget.id)) throw new TypeError(`'${widget.id}' cannot be a widget's id`);
  if (own.some((it) => it.id === widget.id)) {
    throw new TypeError(`the widget '${widget.id}' is there already`);
  }
  if (own.length >= WIDGETS_MAX) throw new TypeError(`more than ${WIDGETS_MAX} widgets`);
}
