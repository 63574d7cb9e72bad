import type { Dependency } from '../api/references';

/** What nothing that is installed will do for. */
export const lacking = (all: readonly Dependency[]): Dependency[] =>
  all.filter((it) => it.installed === null);

/** What is installed, and no instance is there that new instances of the service begin with. */
export const unmade = (all: readonly Dependency[]): Dependency[] =>
  all.filter((it) => it.installed !== null && it.refersTo === null);

/** A package, the versions of it that will do, and the commands that it has to have. */
export const termsOf = ({ package: id, version, commands }: Dependency): string =>
  [id, version === '*' ? '' : version, commands.length > 0 ? `(${commands.join(', ')})` : '']
    .filter(Boolean)
    .join(' ');

export const namesOf = (all: readonly Dependency[]): string => all.map(termsOf).join(', ');

/** Where a package tells what it needs. */
export const needsLink = (service: string): string =>
  `/drivers/${encodeURIComponent(service)}?kind=service`;
