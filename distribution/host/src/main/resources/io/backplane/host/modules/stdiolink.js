const host = globalThis.backplaneHost.of('config');

const frozen = (value) => {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(frozen);
  return Object.freeze(value);
};
const config = frozen(JSON.parse(host.get()));

export const getConfig = () => config;
