// The host's own: its functions, for modules that are read after the start.
export const { of } = globalThis.backplaneHost;
