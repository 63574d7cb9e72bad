/** Semantic versions in their order: below zero when `a` comes first. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parts(a), parts(b)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (first.numbers[index] ?? 0) - (second.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (first.pre === second.pre) return 0;
  if (!first.pre || !second.pre) return first.pre ? -1 : 1; // a release comes after what led to it
  return first.pre.localeCompare(second.pre, 'en', { numeric: true });
}

function parts(version: string): { numbers: number[]; pre: string } {
  const [core = ''] = version.split('+', 1);
  const dash = core.indexOf('-');
  return {
    numbers: (dash < 0 ? core : core.slice(0, dash)).split('.').map(Number),
    pre: dash < 0 ? '' : core.slice(dash + 1),
  };
}
