import { createInstance } from 'i18next';
import enAudit from './en/audit.json';
import enBulletin from './en/bulletin.json';
import enCatalog from './en/catalog.json';
import enColumn from './en/column.json';
import enCommand from './en/command.json';
import enErrors from './en/errors.json';
import enExplain from './en/explain.json';
import enProgress from './en/progress.json';
import enReport from './en/report.json';
import zhAudit from './zh-CN/audit.json';
import zhBulletin from './zh-CN/bulletin.json';
import zhCatalog from './zh-CN/catalog.json';
import zhColumn from './zh-CN/column.json';
import zhCommand from './zh-CN/command.json';
import zhErrors from './zh-CN/errors.json';
import zhExplain from './zh-CN/explain.json';
import zhProgress from './zh-CN/progress.json';
import zhReport from './zh-CN/report.json';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogs by language and namespace. No text for people is written anywhere else. */
export const CATALOGS = {
  'zh-CN': {
    audit: zhAudit,
    bulletin: zhBulletin,
    catalog: zhCatalog,
    column: zhColumn,
    command: zhCommand,
    errors: zhErrors,
    explain: zhExplain,
    progress: zhProgress,
    report: zhReport,
  },
  en: {
    audit: enAudit,
    bulletin: enBulletin,
    catalog: enCatalog,
    column: enColumn,
    command: enCommand,
    errors: enErrors,
    explain: enExplain,
    progress: enProgress,
    report: enReport,
  },
} as const satisfies Record<Language, Record<string, Record<string, string>>>;

export type Namespace = keyof (typeof CATALOGS)['en'];
export type MessageParams = Readonly<Record<string, string | number>>;

const i18n = createInstance();
void i18n.init({
  resources: CATALOGS,
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  // Codes carry dots and colons of their own, and what leaves here is text, not HTML.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

/**
 * The text of `code` in `namespace`. A code without a text answers itself: a reader gets the stable code
 * rather than nothing, and the spec of the catalogs fails.
 */
export function translate(
  language: Language,
  namespace: Namespace,
  code: string,
  params: MessageParams = {},
): string {
  return i18n.t(code, { ...params, lng: language, ns: namespace });
}

/** The language of a request: the first of `Accept-Language` that is spoken here, else Chinese. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => part.split(';'))
    .map(([tag, quality]) => ({
      tag: (tag ?? '').trim().toLowerCase(),
      q: Number(quality?.trim().slice(2) ?? 1),
    }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
