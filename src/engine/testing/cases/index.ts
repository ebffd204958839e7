import type { OpCase } from '../run-case';
import { attentionCases } from './attention';
import { linearCases, rowCases } from './dense';
import { expertCases } from './experts';
import { groundingCases } from './grounding';
import { mapCases } from './maps';
import { textCases } from './text';

/** The op table: every op on odd and even sizes. Imports nothing of Node: a page runs it too. */
export const opCases: readonly OpCase[] = [
  ...mapCases,
  ...linearCases,
  ...rowCases,
  ...attentionCases,
  ...expertCases,
  ...groundingCases,
  ...textCases,
];

/** A case or more of every kernel, for the slow adapter of a headless browser. */
export const coreCases: readonly OpCase[] = opCases.filter(({ core }) => core);
