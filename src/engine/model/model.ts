/** The whole model on a backend: every buffer and program exists before the first photo. */
import type { Backend, GrammarTables, Program, ReadbackRing, Tensor } from '../ops/backend';
import type { TensorStore } from '../weights/store';
import type { ModelConfig } from './config';
import { recordConnector, type ConnectorOutput } from './connector';
import { createDecoderCore, recordDecoder, type Decoder, type DecoderCore } from './decoder';
import { recordEncoder, type EncoderOutput } from './encoder';
import type { Grammar } from './grammar';
import { uploadGrammar } from './grammar-tables';
import { paramsOf } from './params';
import { createScratch, type Scratch } from './scratch';

/** A decoder with its late readback: one capture a token, of [out, state, experts of each dual block]. */
export interface Writer extends Decoder {
  ring: ReadbackRing;
}

export interface Model {
  readonly config: ModelConfig;
  readonly grammar: Grammar;
  /** Letterboxed photo, [S*S, 3]. */
  readonly pixels: Tensor;
  /** Photo -> tokens, evidence, regions, prefix rows. */
  readonly encode: Program;
  /** Late readback of `encode`: [mask, regions]. */
  readonly seen: ReadbackRing;
  readonly encoder: EncoderOutput;
  readonly connector: ConnectorOutput;
  readonly core: DecoderCore;
  /** One for each alpha whose mixture has been added. */
  readonly writers: { 0?: Writer; 1?: Writer };
  /**
   * Adds the programs of one alpha from the file that holds its mixture; `backend.ready()` must follow.
   * @throws EngineError 'weights-format'
   */
  addMixture(alpha: 0 | 1, store: TensorStore): void;
}

/**
 * @param store the base file
 * @param ahead decode steps submitted before the first is read back
 * @throws EngineError 'weights-format' when a tensor is missing, misshapen or not finite
 */
export function createModel(
  backend: Backend,
  config: ModelConfig,
  grammar: Grammar,
  store: TensorStore,
  ahead: number,
): Model {
  const scratch = createScratch(backend);
  const { imageSize } = config.encoder;
  const pixels = backend.tensor('input.pixels', imageSize * imageSize, 3);
  backend.begin('encode');
  const encoder = recordEncoder(
    backend,
    config.encoder,
    paramsOf(backend, store, 'encoder'),
    scratch,
    pixels,
  );
  const connector = recordConnector(backend, config, paramsOf(backend, store, 'connector'), encoder);
  const encode = backend.end();
  const core = createDecoderCore(backend, config, paramsOf(backend, store, 'decoder'));
  const tables = uploadGrammar(backend, grammar);
  const writers: Model['writers'] = {};
  const addMixture = (alpha: 0 | 1, from: TensorStore) => {
    writers[alpha] = createWriter(backend, config, core, alpha, from, tables, connector, scratch, ahead);
  };
  addMixture(1, store);
  return {
    config,
    grammar,
    pixels,
    encode,
    seen: backend.ring('seen', [encoder.mask, connector.regions], 1),
    encoder,
    connector,
    core,
    writers,
    addMixture,
  };
}

function createWriter(
  backend: Backend,
  config: ModelConfig,
  core: DecoderCore,
  alpha: 0 | 1,
  store: TensorStore,
  tables: GrammarTables,
  connector: ConnectorOutput,
  scratch: Scratch,
  ahead: number,
): Writer {
  const params = paramsOf(backend, store, 'decoder');
  const decoder = recordDecoder(backend, config, core, alpha, params, tables, connector, scratch);
  const captured = [core.out, core.state, ...decoder.experts.map(({ ids }) => ids)];
  return { ...decoder, ring: backend.ring(`answer.${alpha}`, captured, ahead) };
}
