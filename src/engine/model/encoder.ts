/**
 * Photo encoder: conv stem (stride 4) -> conv stage (8) -> ViT (16), and a dense head that goes back up to
 * boxes (8) and the evidence mask (4). training/lynx/encoder.py is the definition. Recorded once.
 */
import type { Backend, Tensor } from '../ops/backend';
import type { EncoderConfig } from './config';
import type { Affine, Params } from './params';
import type { Scratch } from './scratch';

/** S = image size, G = S / 16. Tensors of `taps` stay readable: fixtures and features. */
export interface EncoderOutput {
  /** [G*G, D] */
  tokens: Tensor;
  /** [(S/8)^2, headChannels] */
  dense: Tensor;
  /** [(S/8)^2, 5]: logit, log distances l t r b in cells */
  box: Tensor;
  /** [(S/4)^2, 1] logits */
  mask: Tensor;
  /** Intermediate results by their names in the training code. */
  taps: Record<string, Tensor>;
}

interface Map2d {
  x: Tensor;
  side: number;
  channels: number;
}

/** Records the encoder on pixels [S*S, 3]. @throws EngineError 'weights-format' for parameters that do not fit */
export function recordEncoder(
  backend: Backend,
  config: EncoderConfig,
  params: Params,
  scratch: Scratch,
  pixels: Tensor,
): EncoderOutput {
  const taps: Record<string, Tensor> = {};
  const side = config.imageSize;
  const photo: Map2d = { x: pixels, side, channels: 3 };

  // A convolution whose stride is its kernel: each patch becomes a row, then one matrix.
  const strided = (name: string, from: Map2d, patch: number, channels: number): Map2d => {
    const to = from.side / patch;
    const columns = patch * patch * from.channels;
    const rows = scratch.get('patches', to * to, columns);
    const y = backend.tensor(`encoder.${name}`, to * to, channels);
    const { weight, bias } = params.linear(name, columns, channels);
    backend.patchify({ x: from.x, y: rows, height: from.side, width: from.side, patch });
    backend.linear({ x: rows, w: weight, b: bias, y });
    return { x: y, side: to, channels };
  };
  const pointwise = (name: string, x: Tensor, out: number, y: Tensor) => {
    const { weight, bias } = params.linear(name, x.cols, out);
    backend.linear({ x, w: weight, b: bias, y });
    return y;
  };
  const normed = (name: string, x: Tensor) => {
    const y = backend.tensor(`encoder.${name}`, x.rows, x.cols);
    const { weight, bias } = params.norm(name, x.cols);
    backend.layernorm({ x, w: weight, b: bias, y });
    return y;
  };
  const convBlock = (name: string, map: Map2d): Map2d => {
    const y = recordConvBlock(backend, config.dwKernel, params.at(name), scratch, map, `encoder.${name}`);
    taps[name] = y;
    return { ...map, x: y };
  };

  let stem = strided('stem', photo, 4, config.stemChannels);
  stem = { ...stem, x: normed('stem_norm', stem.x) };
  taps.stem = stem.x;
  for (let i = 0; i < config.stemBlocks; i++) stem = convBlock(`stem_blocks.${i}`, stem);

  let mid = strided('mid', stem, 2, config.midChannels);
  for (let i = 0; i < config.midBlocks; i++) mid = convBlock(`mid_blocks.${i}`, mid);

  const patches = strided('patch', mid, 2, config.width);
  let x = backend.tensor('encoder.embedded', patches.x.rows, config.width);
  backend.addWeight({ x: patches.x, p: params.weight('pos', x.rows, x.cols), y: x });
  for (let i = 0; i < config.blocks; i++) {
    x = taps[`blocks.${i}`] = recordVitBlock(backend, config, params.at('blocks').at(i), scratch, x, i);
  }
  const tokens = normed('norm', x);

  // Dense head at stride 8: tokens upsampled + skip, one conv block.
  const upsampled = (up: string, skip: string, low: Tensor, high: Map2d, channels: number): Map2d => {
    const a = pointwise(up, low, channels, scratch.get('up', low.rows, channels));
    const b = pointwise(skip, high.x, channels, scratch.get('skip', high.x.rows, channels));
    const y = backend.tensor(`encoder.${up}`, high.x.rows, channels);
    backend.upsampleAdd({ a, b, y, height: high.side, width: high.side });
    return { x: y, side: high.side, channels };
  };
  const head = convBlock('head_block', upsampled('head_up', 'head_skip', tokens, mid, config.headChannels));
  const dense = normed('head_norm', head.x);
  const extents = convBlock('box_block', { ...head, x: dense });
  const box = pointwise('box', extents.x, 5, backend.tensor('encoder.box', dense.rows, 5));

  // Mask head at stride 4, the same way.
  const fine = convBlock('mask_block', upsampled('mask_up', 'mask_skip', dense, stem, config.maskChannels));
  const mask = pointwise('mask_out', fine.x, 1, backend.tensor('encoder.mask', fine.x.rows, 1));
  return { tokens, dense, box, mask, taps };
}

/** x + W2 gelu(W1 LN(dwconv(x))), the hidden layer twice as wide. */
function recordConvBlock(
  backend: Backend,
  kernel: number,
  params: Params,
  scratch: Scratch,
  { x, side, channels }: Map2d,
  name: string,
): Tensor {
  const dw: Affine = {
    weight: params.weight('dw.weight', kernel * kernel, channels),
    bias: params.weight('dw.bias', channels),
  };
  const norm = params.norm('norm', channels);
  const fc1 = params.linear('fc1', channels, 2 * channels);
  const fc2 = params.linear('fc2', 2 * channels, channels);
  const spread = scratch.get('spread', x.rows, channels);
  const h = scratch.get('h', x.rows, channels);
  const hidden = scratch.get('hidden', x.rows, 2 * channels);
  const y = backend.tensor(name, x.rows, channels);
  backend.dwconv({ x, w: dw.weight, b: dw.bias, y: spread, height: side, width: side, kernel });
  backend.layernorm({ x: spread, w: norm.weight, b: norm.bias, y: h });
  backend.linear({ x: h, w: fc1.weight, b: fc1.bias, y: hidden, act: 'gelu' });
  backend.linear({ x: hidden, w: fc2.weight, b: fc2.bias, y, residual: x });
  return y;
}

/** Pre-norm transformer block without masking, x [T, D]. */
function recordVitBlock(
  backend: Backend,
  { width, heads, mlpRatio }: EncoderConfig,
  params: Params,
  scratch: Scratch,
  x: Tensor,
  index: number,
): Tensor {
  const norm1 = params.norm('norm1', width);
  const qkv = params.linear('qkv', width, 3 * width);
  const proj = params.linear('proj', width, width);
  const norm2 = params.norm('norm2', width);
  const fc1 = params.linear('fc1', width, mlpRatio * width);
  const fc2 = params.linear('fc2', mlpRatio * width, width);
  const h = scratch.get('h', x.rows, width);
  const qkvRows = scratch.get('qkv', x.rows, 3 * width);
  const mixed = scratch.get('mixed', x.rows, width);
  const hidden = scratch.get('hidden', x.rows, mlpRatio * width);
  const y = backend.tensor(`encoder.blocks.${index}`, x.rows, width);
  backend.layernorm({ x, w: norm1.weight, b: norm1.bias, y: h });
  backend.linear({ x: h, w: qkv.weight, b: qkv.bias, y: qkvRows });
  backend.attention({ qkv: qkvRows, y: mixed, heads });
  backend.linear({ x: mixed, w: proj.weight, b: proj.bias, y, residual: x });
  backend.layernorm({ x: y, w: norm2.weight, b: norm2.bias, y: h });
  backend.linear({ x: h, w: fc1.weight, b: fc1.bias, y: hidden, act: 'gelu' });
  backend.linear({ x: hidden, w: fc2.weight, b: fc2.bias, y, residual: y });
  return y;
}
