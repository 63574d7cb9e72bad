const host = globalThis.backplaneHost.of('driver');

export const resolveDriver = (name) => host.resolve(name);
