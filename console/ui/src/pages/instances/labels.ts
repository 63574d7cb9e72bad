/** Reads `room=lab, line=2`. */
export function labelsIn(text: string): Record<string, string> {
  const parts = text
    .split(',')
    .map((it) => it.trim())
    .filter(Boolean);
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
}

export const labelText = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => (value ? `${name}=${value}` : name))
    .join(', ');
