/** Figures as people read them. All take the language so that tests need no global state. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** 1 KB is 1024 bytes; three figures at most. */
export function bytes(value: number): string {
  if (!Number.isFinite(value) || value < 0) return '–';
  let step = 0;
  let rest = value;
  while (rest >= 1023.5 && step < UNITS.length - 1) {
    rest /= 1024;
    step += 1;
  }
  const text = rest >= 99.95 || step === 0 ? Math.round(rest).toString() : rest.toFixed(1);
  return `${text} ${UNITS[step]}`;
}

/** @param share 0 to 1 */
export function percent(share: number): string {
  if (!Number.isFinite(share) || share < 0) return '–';
  return `${Math.round(share * 100)} %`;
}

export function count(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** The two greatest units of a time span: `3 d 4 h`, `12 s`. */
export function duration(ms: number, language: string): string {
  const [d, h, m, s] = language.startsWith('zh')
    ? [' 天', ' 小时', ' 分', ' 秒']
    : [' d', ' h', ' min', ' s'];
  const total = Math.max(0, Math.floor(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), d ?? ''],
    [Math.floor(total / 3600) % 24, h ?? ''],
    [Math.floor(total / 60) % 60, m ?? ''],
    [total % 60, s ?? ''],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown.map(([value, unit]) => value + unit).join(' ');
}

/** How long a call took: `0.4 ms`, `38 ms`, `2.4 s`. */
export function elapsed(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function clock(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(
    new Date(iso),
  );
}

export function dateTime(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '–';
  const options = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, options).format(date);
}

/** The same to the minute, for tables. */
export function minute(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '–';
  const options = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, options).format(date);
}

/** The day an event belongs to, in the reader's time zone, as a key that sorts. */
export function dayKey(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `Today`, `Yesterday` or a date, in words of the language. */
export function dayTitle(key: string, now: Date, language: string): string {
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number);
  const that = new Date(year, month - 1, day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((that.getTime() - today.getTime()) / 86_400_000);
  if (days === 0 || days === -1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
  return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(that);
}

/** A value in one line, for people. */
export function inline(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** `sha256:0123456789ab…`: enough of a digest to compare by eye. */
export function shortDigest(digest: string): string {
  const hex = digest.slice(digest.indexOf(':') + 1);
  return hex.length > 12 ? `${hex.slice(0, 12)}…` : hex;
}

/** The reader's time of day to the millisecond, for logs. */
export function stamp(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** Share of one core, finer than {@link percent}: an idle process is not at nothing. */
export function cores(share: number): string {
  if (!Number.isFinite(share) || share < 0) return '–';
  return share < 0.0995 ? `${(share * 100).toFixed(1)} %` : percent(share);
}
