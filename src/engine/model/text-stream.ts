/** Text that grows piece by piece. A character whose bytes are still incomplete is held back. */
import type { Tokenizer } from './tokenizer';

export interface TextStream {
  /** Adds a piece and returns the text so far. */
  push(token: number): string;
  /** No more pieces: an incomplete character becomes U+FFFD. Returns the whole text. */
  end(): string;
}

export function createTextStream(tokenizer: Tokenizer): TextStream {
  const decoder = new TextDecoder();
  let text = '';
  return {
    push(token) {
      text += decoder.decode(tokenizer.bytes(token), { stream: true });
      return text;
    },
    end() {
      text += decoder.decode();
      return text;
    },
  };
}
