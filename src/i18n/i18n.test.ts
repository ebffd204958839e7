import { describe, expect, it } from 'vitest';
import { KINDS } from '../inspection/kinds';
import { dictionaries, fill, LANGUAGES, preferredLang, translator, type TextKey } from './index';

const keys = Object.keys(dictionaries.ja) as TextKey[];
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('dictionaries', () => {
  it.each(LANGUAGES)('%s has every key and no empty text', (lang) => {
    expect(Object.keys(dictionaries[lang]).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => dictionaries[lang][key].trim() === '')).toEqual([]);
  });

  it('has the same parameters in each language', () => {
    const different = keys.filter(
      (key) => namesIn(dictionaries.ja[key]).join() !== namesIn(dictionaries.en[key]).join(),
    );
    expect(different).toEqual([]);
  });

  it('English has no Japanese left in it, but for the name of the other language', () => {
    const left = keys.filter((key) => /[぀-ヿ一-鿿]/.test(dictionaries.en[key]));
    expect(left).toEqual(['settings.lang.other']);
  });

  it('names every kind of defect', () => {
    expect(KINDS.filter((kind) => !keys.includes(`kind.${kind}`))).toEqual([]);
  });
});

describe('translator', () => {
  it('fills in parameters', () => {
    expect(translator('en')('verdict.fail.note', { count: 2 })).toBe('Defects found: 2');
    expect(translator('ja')('verdict.fail.note', { count: 2 })).toBe('欠陥 2 件');
  });

  it('does not take a parameter for a pattern', () => {
    expect(fill('{name} is', { name: '$& {name}' })).toBe('$& {name} is');
  });
});

describe('preferredLang', () => {
  it('takes the first language it has', () => {
    expect(preferredLang(['fr-FR', 'ja-JP', 'en'])).toBe('ja');
    expect(preferredLang(['EN-gb', 'ja'])).toBe('en');
    expect(preferredLang([])).toBe('en');
  });
});
