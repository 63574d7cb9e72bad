/** The languages of the console, under the names the OSGi console's cookie knows. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language's name in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', zh: '中文' };

const KEY = 'backplane.language';
const COOKIE = 'felix-webconsole-locale';

const known = (value: string | null | undefined): Language | undefined =>
  LANGUAGES.find((it) => it === value);

/** The language chosen before, else the browser's, else English. */
export function preferredLanguage(): Language {
  const cookie = new RegExp(`(?:^|; )${COOKIE}=(\\w+)`).exec(document.cookie)?.[1];
  const chosen = known(localStorage.getItem(KEY)) ?? known(cookie);
  return chosen ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
}

/** Keeps the choice, also for the OSGi console, whose own cookie has this path, and tells assistive technology. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  document.cookie = `${COOKIE}=${language}; path=/system/console; max-age=31536000; samesite=lax`;
  markDocument(language);
}

export function markDocument(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
