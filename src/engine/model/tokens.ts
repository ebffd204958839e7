/** Fixed ids of the vocabulary (training/scout/language/vocab.py): control tokens, kinds, locations, text pieces. */
export const TOKEN = {
  pad: 0,
  bos: 1,
  eos: 2,
  ans: 3,
  surface: 4,
  look: 5,
  find: 6,
  verdict: 7,
  say: 8,
  cannot: 9,
  pass: 10,
  fail: 11,
  review: 12,
  none: 13,
  ja: 14,
  en: 15,
  readout: 16,
  box: 17,
} as const;

/** <kind:…> tokens: the manifest's kinds in order, then reserved ones. */
export const KIND_FIRST = 32;
/** <loc:0> … <loc:255>. */
export const LOC_FIRST = 64;
export const LOC_BINS = 256;
/** First BPE piece; the 256 byte pieces come first. */
export const TEXT_FIRST = LOC_FIRST + LOC_BINS;

/** Bin of a location token, or null for any other token. */
export const locBin = (token: number): number | null =>
  token >= LOC_FIRST && token < TEXT_FIRST ? token - LOC_FIRST : null;
