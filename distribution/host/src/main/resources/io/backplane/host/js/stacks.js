// Errors' stacks tell places in what a service was made from.
(place) => {
  'use strict';
  const head = (error) => {
    try {
      return String(error);
    } catch {
      return 'Error';
    }
  };
  const line = (site) => `\n    at ${place(String(site))}`;
  Object.defineProperty(Error, 'prepareStackTrace', {
    value: (error, sites) => head(error) + sites.map(line).join(''),
    writable: true,
    configurable: true,
  });
};
