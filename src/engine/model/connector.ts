/** Connector: what the encoder saw, as rows that the decoder reads before the prompt. */
import type { Backend, Tensor } from '../ops/backend';
import { gridOf, imageTokens, type ModelConfig } from './config';
import type { EncoderOutput } from './encoder';
import type { Params } from './params';

/** Boxes that overlap an earlier one by more than this are not proposed again. */
const NMS_IOU = 0.5;

export interface ConnectorOutput {
  /** [R, 8]: x0 y0 x1 y1 in fractions of the square, score, logit, cell, 0 */
  regions: Tensor;
  /** [(G/2)^2, d] */
  image: Tensor;
  /** [R, d] */
  region: Tensor;
}

/** Merges image tokens 2x2, selects regions, projects both to the decoder's width. */
export function recordConnector(
  backend: Backend,
  config: ModelConfig,
  params: Params,
  { tokens, dense, box }: EncoderOutput,
): ConnectorOutput {
  const { width, regions: count, fourier } = config.decoder;
  const grid = gridOf(config);
  const merged = backend.tensor('connector.merged', imageTokens(config), 4 * config.encoder.width);
  const hidden = backend.tensor('connector.hidden', merged.rows, width);
  const image = backend.tensor('connector.image', merged.rows, width);
  const fc1 = params.linear('fc1', merged.cols, width);
  const fc2 = params.linear('fc2', width, width);
  backend.patchify({ x: tokens, y: merged, height: grid, width: grid, patch: 2 });
  backend.linear({ x: merged, w: fc1.weight, b: fc1.bias, y: hidden, act: 'gelu' });
  backend.linear({ x: hidden, w: fc2.weight, b: fc2.bias, y: image });

  const cells = config.encoder.imageSize / 8;
  const regions = backend.tensor('regions', count, 8);
  const features = backend.tensor('connector.features', count, dense.cols + 8 * fourier + 4);
  const region = backend.tensor('connector.region', count, width);
  const project = params.linear('region', features.cols, width);
  backend.selectRegions({ box, regions, height: cells, width: cells, nmsIou: NMS_IOU });
  backend.regionFeatures({ dense, regions, y: features, fourier });
  backend.linear({ x: features, w: project.weight, b: project.bias, y: region });
  return { regions, image, region };
}
