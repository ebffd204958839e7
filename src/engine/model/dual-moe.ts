/**
 * Dual MoE: y = x + alpha * MoE_IU(h) + (1 - alpha) * MoE_VG(h), h = RMSNorm(x). Alpha is 0 or 1 here, so a
 * program holds one of the two mixtures and needs the weights of that one only.
 */
import type { Backend, Tensor, Weight } from '../ops/backend';
import type { DecoderConfig } from './config';
import type { Params } from './params';
import type { Scratch } from './scratch';

/** iu: image understanding (alpha 1); vg: visual grounding (alpha 0). */
export type Mixture = 'iu' | 'vg';
export const mixtureOf = (alpha: 0 | 1): Mixture => (alpha === 1 ? 'iu' : 'vg');

export interface MoeWeights {
  /** [E, d] */
  router: Weight;
  /** [E, 2F, d], gate rows first */
  gateUp: Weight;
  /** [E, d, F] */
  down: Weight;
}

export function moeWeights(params: Params, { width, experts, expertFfn }: DecoderConfig): MoeWeights {
  return {
    router: params.weight('router.weight', experts, width),
    gateUp: params.weight('gate_up.weight', experts, 2 * expertFfn, width),
    down: params.weight('down.weight', experts, width, expertFfn),
  };
}

/**
 * Records y = x + sum over the two best experts of gate * down(swiglu(gate_up(h))), h = RMSNorm(x).
 * @param h [M, d] receives the normalised rows
 * @param ids [M, 2] receives the experts chosen
 */
export function recordMoe(
  backend: Backend,
  { expertFfn }: DecoderConfig,
  weights: MoeWeights,
  scratch: Scratch,
  { x, norm, h, y, ids }: { x: Tensor; norm: Weight; h: Tensor; y: Tensor; ids: Tensor },
): void {
  const { rows } = x;
  const gates = scratch.get('gates', rows, 2);
  const hidden = scratch.get('expert.hidden', 2 * rows, expertFfn);
  backend.moeRoute({ x, w: weights.router, ids, gates, normed: { w: norm, h } });
  backend.moeLinear({ x: h, w: weights.gateUp, ids, y: hidden, perSlot: false, act: 'swiglu' });
  const combine = { gates, residual: x, scale: 1 };
  backend.moeLinear({ x: hidden, w: weights.down, ids, y, perSlot: true, combine });
}
