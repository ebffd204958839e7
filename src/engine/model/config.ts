/** Every size of the model, read from the manifest. Mirrors training/lynx/config.py, whose field names the JSON has. */
import { EngineError } from '../errors';
import { type Fields } from '../weights/fields';

/** Photo encoder. Sizes in pixels of the letterboxed square, or in channels. */
export interface EncoderConfig {
  /** Side S of the square. */
  imageSize: number;
  /** Channels at stride 4. */
  stemChannels: number;
  stemBlocks: number;
  /** Channels at stride 8. */
  midChannels: number;
  midBlocks: number;
  /** Channels at stride 16 (the ViT). */
  width: number;
  blocks: number;
  heads: number;
  mlpRatio: number;
  dwKernel: number;
  /** Channels of the dense head at stride 8. */
  headChannels: number;
  /** Channels of the mask head at stride 4. */
  maskChannels: number;
}

/** Decoder with Dual MoE in every other block (1, 3, …). */
export interface DecoderConfig {
  vocab: number;
  width: number;
  blocks: number;
  heads: number;
  ffn: number;
  experts: number;
  topK: number;
  expertFfn: number;
  /** Rows of the key/value caches: image, regions, prompt and answer together. */
  maxTokens: number;
  ropeTheta: number;
  regions: number;
  /** Frequencies per coordinate of a region token. */
  fourier: number;
}

export interface ModelConfig {
  encoder: EncoderConfig;
  decoder: DecoderConfig;
}

/** Limits of a request; the grammar mask guarantees the answer's. */
export const LIMITS = {
  /** Pieces of a question. */
  question: 40,
  /** Text pieces of one step. */
  text: 24,
  findings: 6,
  /** Tokens of an answer, <eos> included. */
  answer: 104,
} as const;

/** <bos> … language <ans> around the question's pieces. */
export const PROMPT_EXTRA = 3;

/** Side of the ViT's token grid. */
export const gridOf = (config: ModelConfig) => config.encoder.imageSize / 16;
/** Image tokens in the decoder: the grid merged 2x2. */
export const imageTokens = (config: ModelConfig) => (gridOf(config) / 2) ** 2;
/** Rows before the prompt: image tokens, then region tokens. */
export const prefixRows = (config: ModelConfig) => imageTokens(config) + config.decoder.regions;
/** Most rows a prefill can have. */
export const prefillRows = (config: ModelConfig) => prefixRows(config) + LIMITS.question + PROMPT_EXTRA;
/** Odd blocks carry the two mixtures. */
export const isDual = (block: number) => block % 2 === 1;

/** @throws EngineError 'weights-format' for sizes that no kernel could run */
export function parseConfig(fields: Fields): ModelConfig {
  const e = fields.object('encoder');
  const d = fields.object('decoder');
  const config: ModelConfig = {
    encoder: {
      imageSize: e.count('image_size'),
      stemChannels: e.count('stem_channels'),
      stemBlocks: e.count('stem_blocks'),
      midChannels: e.count('mid_channels'),
      midBlocks: e.count('mid_blocks'),
      width: e.count('width'),
      blocks: e.count('blocks'),
      heads: e.count('heads'),
      mlpRatio: e.count('mlp_ratio'),
      dwKernel: e.count('dw_kernel'),
      headChannels: e.count('head_channels'),
      maskChannels: e.count('mask_channels'),
    },
    decoder: {
      vocab: d.count('vocab'),
      width: d.count('width'),
      blocks: d.count('blocks'),
      heads: d.count('heads'),
      ffn: d.count('ffn'),
      experts: d.count('experts'),
      topK: d.count('top_k'),
      expertFfn: d.count('expert_ffn'),
      maxTokens: d.count('max_tokens'),
      ropeTheta: d.number('rope_theta'),
      regions: d.count('regions'),
      fourier: d.count('fourier'),
    },
  };
  checkConfig(config);
  return config;
}

function checkConfig(config: ModelConfig): void {
  const { encoder, decoder } = config;
  const rules: [boolean, string][] = [
    [encoder.imageSize % 32 === 0, 'image_size must be a multiple of 32'],
    [encoder.width % encoder.heads === 0, 'encoder width must be a multiple of its heads'],
    [encoder.dwKernel % 2 === 1, 'dw_kernel must be odd'],
    [decoder.width % (2 * decoder.heads) === 0, 'decoder width must be a multiple of twice its heads'],
    [decoder.topK === 2, 'top_k must be 2'],
    [
      prefillRows(config) + LIMITS.answer - 1 <= decoder.maxTokens,
      'max_tokens is too small for prompt and answer',
    ],
  ];
  for (const [holds, why] of rules) {
    if (!holds) throw new EngineError('weights-format', `config: ${why}`, { file: 'manifest.json' });
  }
}
