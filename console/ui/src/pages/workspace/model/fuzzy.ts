import { nameOf } from './paths';

/** Files a search shows at most. */
const SHOWN = 50;

/** How well letters fit a path, in order but with gaps; undefined where they do not. */
export function fit(letters: string, path: string): number | undefined {
  const wanted = letters.toLowerCase();
  const text = path.toLowerCase();
  const name = text.length - nameOf(text).length;
  const whole = text.indexOf(wanted, name);
  if (wanted && whole >= 0) return 1000 - (whole - name) * 2 - text.length / 100;
  let at = -1;
  let score = 0;
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    const start = next === 0 || /[/._-]/.test(text[next - 1] ?? '');
    score += (next === at + 1 ? 3 : 0) + (start ? 4 : 0) + (next >= name ? 1 : 0);
    at = next;
  }
  return score - text.length / 100;
}

/** The paths that fit, best first. What was open lately comes first where nothing is typed. */
export function best(
  letters: string,
  paths: readonly string[],
  lately: readonly string[],
): string[] {
  const typed = letters.replaceAll(/\s+/g, '');
  const bonus = (path: string) => (lately.includes(path) ? 2 : 0);
  return paths
    .map((path) => ({ path, score: fit(typed, path) }))
    .filter((it): it is { path: string; score: number } => it.score !== undefined)
    .sort((a, b) => b.score + bonus(b.path) - a.score - bonus(a.path))
    .slice(0, SHOWN)
    .map(({ path }) => path);
}
