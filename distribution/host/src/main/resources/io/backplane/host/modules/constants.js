const host = globalThis.backplaneHost.of('constants');

export const SYSTEM = Object.freeze(JSON.parse(host.system()));
export const APP_PATHS = Object.freeze(JSON.parse(host.paths()));
