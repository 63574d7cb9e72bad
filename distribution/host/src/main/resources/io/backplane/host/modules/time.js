const host = globalThis.backplaneHost.of('time');
const { setTimeout } = globalThis;

let first;

export const nowMs = () => Date.now();

export const monotonicMs = () => {
  const now = host.monotonicMs();
  first ??= now;
  return now - first;
};

export const sleep = (ms) => {
  if (typeof ms !== 'number') throw new TypeError('sleep: argument must be a number');
  if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`sleep: ms must be a finite number >= 0, got ${ms}`);
  return new Promise((done) => setTimeout(() => done(), ms));
};
