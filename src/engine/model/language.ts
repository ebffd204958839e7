import type { Language } from '../api';

/** Kana (also half width) and kanji, as training/scout/language/pieces.py. */
const JAPANESE = /[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々]/;

/** Language to answer in: Japanese when the question has any kana or kanji, else English. */
export const detectLanguage = (question: string): Language => (JAPANESE.test(question) ? 'ja' : 'en');
