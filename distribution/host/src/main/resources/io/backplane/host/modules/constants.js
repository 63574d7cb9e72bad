const { of, whenKnown } = globalThis.backplaneHost;

export let SYSTEM;
export let APP_PATHS;
whenKnown(() => {
  const host = of('constants');
  SYSTEM = Object.freeze(JSON.parse(host.system()));
  APP_PATHS = Object.freeze(JSON.parse(host.paths()));
});
