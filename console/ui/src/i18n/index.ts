import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from 'antd/es/locale';
import type { Texts } from './en';
import { markDocument, preferredLanguage, rememberLanguage, type Language } from './language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

/** antd's texts of the loaded languages; its English is built in. */
const antdLocales: Partial<Record<Language, Locale>> = {};

export const antdLocale = (language: string): Locale | undefined =>
  antdLocales[language as Language];

/** Loads a language's texts; only those in use are fetched. */
async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  if (language === 'zh') {
    const [texts, locale] = await Promise.all([import('./zh'), import('antd/es/locale/zh_CN')]);
    antdLocales.zh = locale.default;
    i18next.addResourceBundle(language, 'translation', texts.zh);
  } else {
    const texts = await import('./en');
    i18next.addResourceBundle(language, 'translation', texts.en);
  }
}

export async function startI18n(): Promise<void> {
  const language = preferredLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
  });
  await load(language);
  markDocument(language);
}

export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
