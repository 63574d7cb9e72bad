import { create } from 'zustand';
import { atRoot } from '../api/root';
import type { Plugin, UiModule } from '../api/types';
import { useLive } from '../live/store';
import { hostOf } from './host';
import { API_VERSION, type Undo, type UiPlugin } from './sdk';

/** How a plugin's module is. */
export interface Loaded {
  digest: string;
  state: 'loading' | 'running' | 'failed';
  message: string;
}

export const useExtensions = create<Record<string, Loaded>>(() => ({}));

/** How what was begun ends, by plugin. */
const ends = new Map<string, Undo>();

/** Loads modules as they are approved, and takes them out as they go, from now on. */
export function startExtensions(): void {
  const look = () => follow(useLive.getState().plugins?.plugins);
  look();
  useLive.subscribe((now, before) => {
    if (now.plugins !== before.plugins) look();
  });
}

function follow(plugins: readonly Plugin[] | undefined): void {
  if (!plugins) return;
  const wanted = new Map<string, Plugin & { uiModule: UiModule }>();
  for (const plugin of plugins) {
    const { uiModule } = plugin;
    if (uiModule?.approved) wanted.set(plugin.id, { ...plugin, uiModule });
  }
  for (const [id, { digest }] of Object.entries(useExtensions.getState())) {
    if (wanted.get(id)?.uiModule.digest !== digest) unload(id);
  }
  for (const [id, { uiModule, version }] of wanted) {
    if (!useExtensions.getState()[id]) void load(uiModule, version);
  }
}

function unload(id: string): void {
  const end = ends.get(id);
  ends.delete(id);
  useExtensions.setState((state) => {
    const { [id]: _, ...others } = state;
    return others;
  }, true);
  end?.();
}

/** Whatever a module does at its end, the rest of it goes too. */
function tried(plugin: string, step: Undo): void {
  try {
    step();
  } catch (error) {
    console.warn(`the console module of ${plugin} has failed at its end`, error);
  }
}

async function load(module: UiModule, version: string): Promise<void> {
  const { plugin, digest } = module;
  const url = (file: string) => atRoot(`/plugins/${encodeURIComponent(plugin)}/${digest}/${file}`);
  const tell = (state: Loaded['state'], message = '') =>
    useExtensions.setState({ [plugin]: { digest, state, message } });
  const { host, undo } = hostOf(module, version);
  const steps: Undo[] = [undo];
  const end = () => steps.splice(0).forEach((step) => tried(plugin, step));
  ends.set(plugin, end);
  tell('loading');
  try {
    module.css.forEach((file) => steps.push(style(url(file))));
    const { default: it } = (await import(/* @vite-ignore */ url(module.module))) as {
      default?: UiPlugin;
    };
    if (ends.get(plugin) !== end) return; // it went while it was fetched
    check(it, plugin);
    const own = it.setup(host);
    if (own) steps.push(own);
    tell('running');
  } catch (error) {
    if (ends.get(plugin) !== end) return;
    end();
    tell('failed', error instanceof Error ? error.message : String(error));
  }
}

function check(it: UiPlugin | undefined, plugin: string): asserts it is UiPlugin {
  if (it?.id !== plugin)
    throw new Error(`its default export is not definePlugin({ id: '${plugin}' … })`);
  if (it.apiVersion !== API_VERSION) {
    throw new Error(`it is written for version ${it.apiVersion}; this console has ${API_VERSION}`);
  }
}

function style(href: string): Undo {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
  return () => link.remove();
}
