import { useSyncExternalStore } from 'react';
import type { PluginRoute, Registry, Text, Undo, Widget } from './sdk';

/** What modules have added, in the order they did. */
export interface Added<T> {
  plugin: string;
  item: T;
}

/** A list that React can read. Every change makes a new list. */
export class AddedList<T> {
  #list: readonly Added<T>[] = [];
  readonly #listeners = new Set<() => void>();

  readonly list = (): readonly Added<T>[] => this.#list;

  readonly subscribe = (listener: () => void): Undo => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The registry that one plugin adds to, after its check. */
  of(plugin: string, check: (item: T, own: readonly T[]) => void): Registry<T> {
    return {
      add: (item) => {
        const own = this.#list.filter((it) => it.plugin === plugin).map((it) => it.item);
        check(item, own);
        const added = { plugin, item };
        this.#set([...this.#list, added]);
        return () => this.#set(this.#list.filter((it) => it !== added));
      },
    };
  }

  #set(list: readonly Added<T>[]): void {
    this.#list = list;
    this.#listeners.forEach((listener) => listener());
  }
}

export const routes = new AddedList<PluginRoute>();
export const widgets = new AddedList<Widget>();

export function useAdded<T>(added: AddedList<T>): readonly Added<T>[] {
  return useSyncExternalStore(added.subscribe, added.list);
}

/** Below the console's own root. */
export const pathOf = ({ plugin, item }: Added<PluginRoute>): string =>
  `/x/${encodeURIComponent(plugin)}${item.path ? `/${item.path}` : ''}`;

export const textIn = (text: Text, language: string): string =>
  typeof text === 'string' ? text : language === 'zh' ? text.zh : text.en;
