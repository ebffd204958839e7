import { describe, expect, it } from 'vitest';
import { createSettingsStore } from './settings-store';

const memory = (start: Record<string, string> = {}) => {
  const items = { ...start };
  return {
    items,
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => void (items[key] = value),
  };
};

describe('settings', () => {
  it('begin with the language of the browser', () => {
    expect(createSettingsStore(null, ['ja-JP']).getState().lang).toBe('ja');
    expect(createSettingsStore(null, ['de', 'en-US']).getState().lang).toBe('en');
  });

  it('are remembered', () => {
    const storage = memory();
    const first = createSettingsStore(storage, ['ja']).getState();
    first.setLang('en');
    first.setTheme('dark');
    expect(createSettingsStore(storage, ['ja']).getState()).toMatchObject({ lang: 'en', theme: 'dark' });
  });

  it.each(['', 'null', '[1]', '{"lang":"xx","theme":7,"opacity":"much"}'])(
    'survive nonsense in storage: %s',
    (text) => {
      const { lang, theme, evidenceOpacity } = createSettingsStore(memory({ 'lynx.settings': text }), [
        'ja',
      ]).getState();
      expect([lang, theme, evidenceOpacity]).toEqual(['ja', null, 0.7]);
    },
  );

  it('a threshold set by hand is remembered, and stands above the model’s own until it is taken back', () => {
    const storage = memory();
    createSettingsStore(storage, ['ja']).getState().setThreshold(0.3);
    const store = createSettingsStore(storage, ['ja']);
    store.getState().setCalibratedThreshold(0.42);
    expect(store.getState()).toMatchObject({ threshold: 0.3, chosenThreshold: 0.3 });
    store.getState().setThreshold(null);
    expect(store.getState()).toMatchObject({ threshold: 0.42, chosenThreshold: null });
    expect(createSettingsStore(storage, ['ja']).getState().chosenThreshold).toBeNull();
  });

  it('survive a storage that throws', () => {
    const refuse = () => {
      throw new Error('QuotaExceededError');
    };
    const store = createSettingsStore({ getItem: refuse, setItem: refuse }, ['ja']);
    store.getState().setLang('en');
    expect(store.getState().lang).toBe('en');
  });
});
