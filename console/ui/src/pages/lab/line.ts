import { toJson } from '../../api/json';
import { isSensitive, type Param } from '../../api/types';
import { quoted } from '../../calls/cli';

/** Words the driver's own command line gives another meaning. */
const TAKEN = new Set([
  'help',
  'version',
  'mode',
  'profile',
  'cmd',
  'export-meta',
  'export-doc',
  'guard',
]);

/** The same call on the driver's own command line. Secrets are left for the user to fill in. */
export function driverLine(
  program: string,
  command: string,
  params: readonly Param[],
  values: Record<string, unknown>,
): string {
  const words = params
    .filter(({ name }) => name in values)
    .map((param) => {
      const name = TAKEN.has(param.name) ? `arg-${param.name}` : param.name;
      const text = isSensitive(param) ? '…' : written(values[param.name]);
      return `--${quoted(name)}=${quoted(text)}`;
    });
  return [quoted(program), `--cmd=${quoted(command)}`, ...words].join(' ');
}

/** A text that looks like a JSON text would be read as one. */
function written(value: unknown): string {
  if (typeof value !== 'string') return toJson(value);
  return value.startsWith('"') ? JSON.stringify(value) : value;
}
