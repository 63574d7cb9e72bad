import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { Panel } from '../components/Panel';
import type { Language } from '../i18n/language';

/**
 * What modules of plugins import as `@backplane/ui-sdk`. They get React from the console too, by its
 * own name; whatever else they need they bring along.
 */

/** What of this file a module is written for. */
export const API_VERSION = 1;

/** In every language of the console, or one text for all. */
export type Text = string | { en: string; zh: string };

/** Takes back what was added. Again has no effect. */
export type Undo = () => void;

/** A page of its own, below `x/<plugin>/`. */
export interface PluginRoute {
  /** Lower-case letters, digits and `-`; empty for the first page. */
  path: string;
  title: Text;
  component: ComponentType;
}

/** A panel on a page of the console. */
export interface Widget {
  id: string;
  title: Text;
  place: 'dashboard' | 'plugin';
  component: ComponentType;
}

export interface Registry<T> {
  add(item: T): Undo;
}

/** What a module works with. */
export interface Host {
  plugin: string;
  version: string;
  routes: Registry<PluginRoute>;
  widgets: Registry<Widget>;
  /**
   * Reads `/api/…` as the viewer.
   *
   * @throws NotPermitted without the permission `read`
   */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /**
   * Calls a command as the viewer and gives its result.
   *
   * @throws NotPermitted without the permission `call:<unit>`
   */
  call(
    unit: string,
    command: string,
    params?: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** What a module exports as its default. */
export interface UiPlugin {
  /** The plugin's id. */
  id: string;
  apiVersion: number;
  /** Adds what there is to add. What it returns is run when the module goes. */
  setup(host: Host): Undo | void;
}

/** A module asked for more than its manifest says. */
export class NotPermitted extends Error {
  override name = 'NotPermitted';
}

export const definePlugin = (plugin: UiPlugin): UiPlugin => plugin;

/** The language that the viewer has chosen; a component that uses it follows a switch. */
export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

export { Button, Panel };
