/** Text <-> tokens, by the model folder's tokenizer.json. */
import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import type { Language } from '../api';
import { EngineError } from '../errors';
import { Fields, parseJson } from '../weights/fields';
import { LIMITS } from './config';
import { TEXT_FIRST, TOKEN } from './tokens';

export interface Tokenizer {
  /** Pieces of a text; never a control token, whatever the text says. */
  encode(text: string): number[];
  /** UTF-8 bytes of a piece; a byte piece is one byte, perhaps of a character that later pieces complete. */
  bytes(token: number): Uint8Array;
}

const BYTE_PIECE = /^<0x([0-9A-F]{2})>$/;

/** @throws EngineError 'weights-format' when the file is no tokenizer of ours */
export function readTokenizer(buffer: ArrayBuffer, vocab: number): Tokenizer {
  const file = 'tokenizer.json';
  const json = parseJson(buffer, file);
  const pieces = new Fields(json, file).object('model').object('vocab').entries();
  const table: Uint8Array[] = [];
  const utf8 = new TextEncoder();
  for (const [piece, id] of pieces) {
    const byte = BYTE_PIECE.exec(piece);
    table[Number(id)] = byte ? Uint8Array.of(parseInt(byte[1], 16)) : utf8.encode(piece);
  }
  if (table.length !== vocab || table.includes(undefined as never)) {
    throw new EngineError('weights-format', `${file}: ${table.length} pieces, the model has ${vocab}`, {
      file,
    });
  }
  let inner: HfTokenizer;
  try {
    inner = new HfTokenizer(json as object, {});
  } catch (cause) {
    throw new EngineError('weights-format', `${file}: not a tokenizer`, { file }, { cause });
  }
  return {
    encode: (text) => inner.encode(text, { add_special_tokens: false }).ids.filter((id) => id >= TEXT_FIRST),
    bytes: (token) => table[token],
  };
}

/** The form in which a question is encoded. */
export const cleanQuestion = (question: string) => question.normalize('NFKC').toLowerCase().trim();

/**
 * <bos> question <ja>|<en> <ans>.
 * @throws EngineError 'question' when there is nothing to ask, or more than LIMITS.question pieces
 */
export function encodePrompt(tokenizer: Tokenizer, question: string, lang: Language): number[] {
  const pieces = tokenizer.encode(cleanQuestion(question));
  if (pieces.length === 0) throw new EngineError('question', 'the question is empty');
  if (pieces.length > LIMITS.question) {
    const details = { pieces: pieces.length, limit: LIMITS.question };
    throw new EngineError(
      'question',
      `the question is too long: ${pieces.length} pieces of ${LIMITS.question}`,
      details,
    );
  }
  return [TOKEN.bos, ...pieces, TOKEN[lang], TOKEN.ans];
}
