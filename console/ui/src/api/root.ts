const meta = document.querySelector<HTMLMetaElement>('meta[name="backplane-root"]')?.content ?? '';

/** The context root the kernel is mounted at; empty at the top. */
export const ROOT = meta.startsWith('@') ? '' : meta;

/** A path below the context root, as the browser has to ask for it. */
export const atRoot = (path: string): string => ROOT + path;

export const CONSOLE = '/system/console';
export const APP = `${CONSOLE}/app`;
