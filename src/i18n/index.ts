import { diagnosticsEn } from './diagnostics-en';
import { diagnosticsJa } from './diagnostics-ja';
import { en as pageEn } from './en';
import { ja as pageJa } from './ja';
import { pwaEn } from './pwa-en';
import { pwaJa } from './pwa-ja';
import { recordsEn } from './records-en';
import { recordsJa } from './records-ja';
import { reviewEn } from './review-en';
import { reviewJa } from './review-ja';

export const LANGUAGES = ['ja', 'en'] as const;
export type Lang = (typeof LANGUAGES)[number];

/** A part of the page, a pair of files; the Japanese one defines the keys. */
const ja = { ...pageJa, ...diagnosticsJa, ...pwaJa, ...recordsJa, ...reviewJa };
const en = { ...pageEn, ...diagnosticsEn, ...pwaEn, ...recordsEn, ...reviewEn };

type Dictionary = typeof ja;
export type TextKey = keyof Dictionary;

/** The names in braces of a text: a missing parameter does not compile. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

export type TextParams<Key extends TextKey> = [NamesIn<Dictionary[Key]>] extends [never]
  ? []
  : [params: Record<NamesIn<Dictionary[Key]>, string | number>];

export type Translate = <Key extends TextKey>(key: Key, ...params: TextParams<Key>) => string;

export const dictionaries: Record<Lang, Record<TextKey, string>> = { ja, en };

/** The text function of a language: `t('load.bytes', { loaded: 3, total: 12 })`. */
export function translator(lang: Lang): Translate {
  const dictionary = dictionaries[lang];
  return (key, ...params) => fill(dictionary[key], params[0]);
}

/** Puts parameters into a text whose key is only known at run time (error codes); unknown names stay empty. */
export function fill(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** The language of the first preference that we have; English where there is none. */
export function preferredLang(preferences: readonly string[]): Lang {
  for (const tag of preferences) {
    const found = LANGUAGES.find((lang) => tag.toLowerCase().split('-')[0] === lang);
    if (found) return found;
  }
  return 'en';
}
