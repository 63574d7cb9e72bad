import { toJson } from '../api/json';
import { isSensitive, type Param } from '../api/types';

const PLAIN = /^[A-Za-z0-9_@%+:,./=-]+$/;

/** A word that a POSIX shell reads as exactly this text. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same call on the command line. What is sensitive is left for the user to fill in. */
export function commandLine(
  unit: string,
  command: string,
  params: readonly Param[],
  values: Record<string, unknown>,
): string {
  const words = params
    .filter(({ name }) => name in values)
    .map((param) => {
      const { name } = param;
      const value = values[name];
      const text = typeof value === 'string' ? value : toJson(value);
      const shown = isSensitive(param) ? '…' : text;
      return PLAIN.test(name)
        ? `${name}=${shown === '' ? '' : quoted(shown)}`
        : quoted(`${name}=${shown}`);
    });
  return ['backplane', 'call', quoted(unit), quoted(command), ...words].join(' ');
}
