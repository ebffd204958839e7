/** The generation loop: the device chooses the tokens, the host stays a few steps ahead and reads them late. */
import { EngineError } from '../errors';
import { SAMPLE_FLOATS, STATE, STATE_WORDS, type Backend } from '../ops/backend';
import { prefixRows } from './config';
import type { Model, Writer } from './model';
import { TOKEN } from './tokens';

/** One token as the device chose it. */
export interface Sampled {
  token: number;
  /** Under the grammar-masked softmax. */
  probability: number;
  /** Expectation and standard deviation of the location bin (location tokens only). */
  mean: number;
  deviation: number;
}

export interface Generation {
  /** Experts of each dual block that the last step chose; empty for the token that the prefill chose. */
  onToken(sampled: Sampled, experts: readonly { block: number; ids: number[] }[]): void;
  signal?: AbortSignal;
}

/**
 * Submits the prefill for prompt ids; call `generate` next.
 * @param ids at most LIMITS.question + PROMPT_EXTRA tokens
 */
export function startAnswer(
  backend: Backend,
  model: Model,
  writer: Writer,
  alpha: 0 | 1,
  ids: readonly number[],
): void {
  const state = new Float32Array(STATE_WORDS);
  state[STATE.grammar] = model.grammar.start[alpha];
  backend.write(model.core.state, state);
  backend.write(model.core.ids, Float32Array.from(ids), prefixRows(model.config));
  writer.prefill.run({ rows: prefixRows(model.config) + ids.length, capture: writer.ring });
}

/**
 * Runs decode steps until <eos>.
 * @param ahead steps in flight, at most the ring's slots
 * @throws EngineError 'aborted' (between steps), 'device-lost', 'internal' when the model produced no valid token
 */
export async function generate(
  backend: Backend,
  writer: Writer,
  ahead: number,
  options: Generation,
): Promise<void> {
  const { ring, step, experts } = writer;
  let seen = 0;
  let last: number = TOKEN.pad;
  try {
    for (let run = 0; ; run++) {
      if (options.signal?.aborted) throw new EngineError('aborted', 'cancelled');
      while (ring.pending < ahead) step.run({ capture: ring });
      const [out, state, ...ids] = await ring.next();
      // A reference step never gives way by itself; a waiting cancel message must get its turn.
      if (backend.kind === 'cpu') await new Promise((resolve) => setTimeout(resolve));
      const used = run === 0 ? [] : experts.map(({ block }, i) => ({ block, ids: [...ids[i]] }));
      for (; seen < state[STATE.count]; seen++) {
        const [token, probability, mean, deviation] = out.subarray(
          seen * SAMPLE_FLOATS,
          (seen + 1) * SAMPLE_FLOATS,
        );
        options.onToken({ token, probability, mean, deviation }, used);
        last = token;
      }
      if (state[STATE.done] !== 0) break;
    }
  } finally {
    await ring.drain();
  }
  if (last !== TOKEN.eos)
    throw new EngineError('internal', 'the answer broke off: no token was allowed', { tokens: seen });
}
