import dayjs from 'dayjs';
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import 'dayjs/locale/zh-cn';
import en from './en.json';
import zh from './zh-CN.json';

export type Language = 'zh-CN' | 'en';
const STORED = 'yingda.language';

/** The language chosen before, else the browser's. */
function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function follow(language: string): void {
  document.documentElement.lang = language;
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
}

void i18n.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'en',
  supportedLngs: ['zh-CN', 'en'],
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
follow(i18n.language);
i18n.on('languageChanged', follow);

export function setLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  void i18n.changeLanguage(language);
}

/** The side of a bilingual text that the reader wants. */
export function say(text: { zh: string; en: string } | undefined, language: string): string {
  if (!text) return '';
  return language === 'zh-CN' ? text.zh || text.en : text.en || text.zh;
}

export default i18n;
