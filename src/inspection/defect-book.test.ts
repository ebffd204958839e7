import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { ja } from '../i18n/ja';
import { DEFAULT_BOOK } from './default-book';
import { addKind, editKind, exportBook, importBook, kindFor, moveKind, removeKind } from './defect-book';
import type { BookResult, DefectKind } from './defect-book';
import { KINDS } from './kinds';

const kind: DefectKind = {
  id: 'orange-peel',
  ja: 'ゆず肌',
  en: 'Orange peel',
  definition: { ja: '塗装の凹凸。', en: 'Bumpy paint.' },
  severity: 'minor',
  colour: '#AA7700',
};
const bookOf = (result: BookResult) => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.book;
};
const codes = (result: BookResult) => (result.ok ? [] : result.problems.map(({ code }) => code));

describe('the defect book', () => {
  it('starts with every kind the model knows, under the names the page has for them', () => {
    expect(DEFAULT_BOOK.map(({ id }) => id)).toEqual([...KINDS]);
    for (const { id, ...names } of DEFAULT_BOOK) {
      const key = `kind.${id}` as keyof typeof ja;
      expect([names.ja, names.en]).toEqual([ja[key], en[key]]);
    }
    expect(importBook(exportBook(DEFAULT_BOOK))).toEqual({ ok: true, book: DEFAULT_BOOK });
    expect(new Set(DEFAULT_BOOK.map(({ colour }) => colour)).size).toBe(DEFAULT_BOOK.length);
  });

  it('is edited without changing the one before', () => {
    const before = exportBook(DEFAULT_BOOK);
    const more = bookOf(addKind(DEFAULT_BOOK, kind));
    const named = bookOf(editKind(more, 'orange-peel', { en: 'Peel', severity: 'major' }));
    expect(kindFor(named, 'orange-peel')).toMatchObject({ en: 'Peel', severity: 'major', ja: 'ゆず肌' });
    expect(bookOf(moveKind(named, 'orange-peel', 0))[0].id).toBe('orange-peel');
    expect(bookOf(removeKind(named, 'orange-peel'))).toEqual(DEFAULT_BOOK);
    expect(exportBook(DEFAULT_BOOK)).toBe(before);
    expect(kindFor(DEFAULT_BOOK, 'unheard-of')?.id).toBe('defect');
  });

  it('refuses what does not hold together, and says what', () => {
    expect(codes(addKind(DEFAULT_BOOK, { ...kind, id: 'Orange Peel' }))).toEqual(['id-format']);
    expect(codes(addKind(DEFAULT_BOOK, { ...kind, id: 'crack' }))).toEqual(['id-taken']);
    expect(codes(addKind(DEFAULT_BOOK, { ...kind, ja: ' ', en: 'x'.repeat(99) }))).toEqual([
      'name-empty',
      'too-long',
    ]);
    expect(codes(addKind(DEFAULT_BOOK, { ...kind, colour: 'red;}' }))).toEqual(['colour']);
    expect(codes(editKind(DEFAULT_BOOK, 'crack', { id: 'defect' }))).toEqual(['id-taken']);
    expect(codes(editKind(DEFAULT_BOOK, 'defect', { id: 'fault' }))).toEqual(['required']);
    expect(codes(removeKind(DEFAULT_BOOK, 'defect'))).toEqual(['required']);
    expect(codes(removeKind(DEFAULT_BOOK, 'nothing'))).toEqual(['unknown']);
    expect(codes(moveKind(DEFAULT_BOOK, 'nothing', 0))).toEqual(['unknown']);
  });

  it('imports whole or not at all, and never throws', () => {
    expect(codes(importBook('nonsense'))).toEqual(['not-a-book']);
    expect(codes(importBook('{"format":"lynx-defect-book/1","kinds":[{"id":1}]}'))).toEqual(['not-a-book']);
    expect(codes(importBook('{"format":"lynx-defect-book/1","kinds":[]}'))).toEqual(['required']);
    const odd = exportBook([...DEFAULT_BOOK, { ...kind, severity: 'odd' as DefectKind['severity'] }]);
    expect(codes(importBook(odd))).toEqual(['severity']);
    const many = Array.from({ length: 300 }, (_, i) => ({ ...kind, id: `k${i}` }));
    expect(codes(importBook(exportBook([...DEFAULT_BOOK, ...many])))).toEqual(['too-many']);
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (file) => !importBook(file).ok));
  });
});
