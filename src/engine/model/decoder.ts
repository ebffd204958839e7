/**
 * Decoder: a causal transformer over [image | regions | prompt | answer] with Dual MoE in its odd blocks.
 * training/lynx/decoder.py is the definition. One instance serves one alpha; both share caches and activations,
 * since only one answer is written at a time.
 */
import type { Backend, GrammarTables, Program, Tensor, Weight } from '../ops/backend';
import { SAMPLE_FLOATS, STATE_WORDS } from '../ops/backend';
import { LIMITS, isDual, prefillRows, prefixRows, type DecoderConfig, type ModelConfig } from './config';
import type { ConnectorOutput } from './connector';
import { mixtureOf, moeWeights, recordMoe, type Mixture, type MoeWeights } from './dual-moe';
import type { Params } from './params';
import type { Scratch } from './scratch';

interface BlockWeights {
  norm1: Weight;
  qkv: Weight;
  proj: Weight;
  norm2: Weight;
  /** Dense feed-forward of an even block; null in a dual block. */
  ffn: { gateUp: Weight; down: Weight } | null;
}

/** Everything of the decoder that does not depend on alpha. */
export interface DecoderCore {
  embed: Weight;
  norm: Weight;
  head: Weight;
  blocks: BlockWeights[];
  /** Key and value caches of each block, [maxTokens, d]. */
  caches: { k: Tensor; v: Tensor }[];
  /** Prompt ids at their rows, [prefillRows, 1]. */
  ids: Tensor;
  /** [1, STATE_WORDS], see ops/backend. */
  state: Tensor;
  /** [1, V] logits of the last step. */
  logits: Tensor;
  /** [1, V] logits with locations bound to the encoder's regions. */
  choices: Tensor;
  /** [LIMITS.answer, SAMPLE_FLOATS] */
  out: Tensor;
}

/** The two programs of one alpha. */
export interface Decoder {
  /** Reads prefix and prompt, chooses the first token. Dynamic rows. */
  prefill: Program;
  /** Reads the last token, chooses the next. */
  step: Program;
  /** Output of each block in the prefill (fixtures), [prefillRows, d]. */
  blocks: Tensor[];
  /** Experts chosen in each dual block by the last step, [1, 2]. */
  experts: { block: number; ids: Tensor }[];
}

/** Uploads the shared weights and makes the buffers. @throws EngineError 'weights-format' */
export function createDecoderCore(backend: Backend, config: ModelConfig, params: Params): DecoderCore {
  const { vocab, width, blocks, ffn, maxTokens } = config.decoder;
  const indices = Array.from({ length: blocks }, (_, i) => i);
  const block = (i: number): BlockWeights => {
    const at = params.at('blocks').at(i);
    return {
      norm1: at.weight('norm1.weight', width),
      qkv: at.weight('qkv.weight', 3 * width, width),
      proj: at.weight('proj.weight', width, width),
      norm2: at.weight('norm2.weight', width),
      ffn: isDual(i)
        ? null
        : {
            gateUp: at.weight('ffn.gate_up.weight', 2 * ffn, width),
            down: at.weight('ffn.down.weight', width, ffn),
          },
    };
  };
  return {
    embed: params.weight('embed.weight', vocab, width),
    norm: params.weight('norm.weight', width),
    head: params.weight('head.weight', vocab, width),
    blocks: indices.map(block),
    caches: indices.map((i) => ({
      k: backend.tensor(`decoder.cache.${i}.k`, maxTokens, width),
      v: backend.tensor(`decoder.cache.${i}.v`, maxTokens, width),
    })),
    ids: backend.tensor('decoder.ids', prefillRows(config), 1),
    state: backend.tensor('decoder.state', 1, STATE_WORDS),
    logits: backend.tensor('decoder.logits', 1, vocab),
    choices: backend.tensor('decoder.choices', 1, vocab),
    out: backend.tensor('decoder.out', LIMITS.answer, SAMPLE_FLOATS),
  };
}

/**
 * Records prefill and step for one alpha.
 * @param params of the decoder, where the mixture of this alpha is (for alpha 0: the grounding file)
 * @throws EngineError 'weights-format' when the mixture's weights are missing or misshapen
 */
export function recordDecoder(
  backend: Backend,
  config: ModelConfig,
  core: DecoderCore,
  alpha: 0 | 1,
  params: Params,
  grammar: GrammarTables,
  { image, region, regions }: ConnectorOutput,
  scratch: Scratch,
): Decoder {
  const mixture = mixtureOf(alpha);
  const moe = core.blocks.map((_, i) =>
    isDual(i) ? moeWeights(params.at('blocks').at(i).at(mixture), config.decoder) : null,
  );
  const stack = (name: string, x: Tensor) =>
    recordBlocks(backend, config.decoder, core, moe, mixture, scratch, name, x);
  const { state, logits, choices, out, embed, ids } = core;
  const choose = (x: Tensor) => {
    backend.linear({ x, w: core.head, y: logits, norm: core.norm });
    backend.groundLocations({ logits, regions, grammar, state, out, y: choices });
    backend.sample({ logits: choices, grammar, state, out });
  };

  const rows = prefillRows(config);
  backend.begin(`prefill.${mixture}`, { dynamicRows: rows });
  const sequence = scratch.get('sequence', rows, config.decoder.width);
  backend.copyRows({ x: image, y: sequence, xRow: 0, yRow: 0, count: image.rows });
  backend.copyRows({ x: region, y: sequence, xRow: 0, yRow: image.rows, count: region.rows });
  backend.embed({ ids, table: embed, y: sequence, firstRow: prefixRows(config) });
  const prefilled = stack('prefill', sequence);
  const last = scratch.get('last', 1, config.decoder.width);
  backend.lastRow({ x: prefilled.y, y: last });
  choose(last);
  const prefill = backend.end();

  backend.begin(`step.${mixture}`);
  const token = scratch.get('token', 1, config.decoder.width);
  backend.embedState({ state, table: embed, y: token });
  const stepped = stack('step', token);
  choose(stepped.y);
  return { prefill, step: backend.end(), blocks: prefilled.blocks, experts: stepped.experts };
}

/** Records all blocks on x [M, d]. `name` keeps the activations of prefill and step apart. */
function recordBlocks(
  backend: Backend,
  config: DecoderConfig,
  core: DecoderCore,
  moe: readonly (MoeWeights | null)[],
  mixture: Mixture,
  scratch: Scratch,
  name: string,
  x: Tensor,
): { y: Tensor; blocks: Tensor[]; experts: { block: number; ids: Tensor }[] } {
  const { width, heads, ffn, ropeTheta: theta } = config;
  const { rows } = x;
  const { state } = core;
  const h = scratch.get('h', rows, width);
  const qkv = scratch.get('qkv', rows, 3 * width);
  const mixed = scratch.get('mixed', rows, width);
  const blocks: Tensor[] = [];
  const experts: { block: number; ids: Tensor }[] = [];
  core.blocks.forEach((w, i) => {
    const { k, v } = core.caches[i];
    const attended = scratch.get(`${name}.attended.${i}`, rows, width);
    backend.linear({ x, w: w.qkv, y: qkv, norm: w.norm1 });
    backend.ropeAppend({ qkv, k, v, state, heads, theta });
    backend.attentionCached({ qkv, k, v, state, y: mixed, heads });
    backend.linear({ x: mixed, w: w.proj, y: attended, residual: x });
    const y = scratch.get(`${name}.block.${i}`, rows, width);
    const mix = moe[i];
    if (w.ffn) {
      const hidden = scratch.get('gated', rows, ffn);
      backend.linear({ x: attended, w: w.ffn.gateUp, y: hidden, act: 'swiglu', norm: w.norm2 });
      backend.linear({ x: hidden, w: w.ffn.down, y, residual: attended });
    } else if (mix) {
      const ids = scratch.get(`${name}.${mixture}.experts.${i}`, rows, 2);
      recordMoe(backend, config, mix, scratch, { x: attended, norm: w.norm2, h, y, ids });
      experts.push({ block: i, ids });
    }
    blocks.push(y);
    x = y;
  });
  return { y: x, blocks, experts };
}
