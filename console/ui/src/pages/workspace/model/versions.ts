export const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

/** The version one would give to a small change. */
export function nextPatch(version: string): string {
  const [, major = '0', minor = '0', patch = '0', before] =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-.*)?/.exec(version) ?? [];
  return `${major}.${minor}.${before ? patch : Number(patch) + 1}`;
}
