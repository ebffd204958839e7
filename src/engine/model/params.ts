/** Uploading parameters by the names they have in the training code's state_dict. */
import type { Backend, Weight } from '../ops/backend';
import type { TensorStore } from '../weights/store';

export interface Affine {
  weight: Weight;
  bias: Weight;
}

export interface Params {
  /** Parameters whose names begin with `name.`. */
  at(name: string | number): Params;
  weight(name: string, ...shape: number[]): Weight;
  /** `name.weight` [out, in] and `name.bias` [out]. */
  linear(name: string, inner: number, out: number): Affine;
  /** `name.weight` and `name.bias`, both [width]. */
  norm(name: string, width: number): Affine;
}

/** @throws (every getter) EngineError 'weights-format' when a tensor is missing or misshapen */
export function paramsOf(backend: Backend, store: TensorStore, prefix: string): Params {
  const weight = (name: string, ...shape: number[]) => store.upload(backend, `${prefix}.${name}`, shape);
  return {
    at: (name) => paramsOf(backend, store, `${prefix}.${name}`),
    weight,
    linear: (name, inner, out) => ({
      weight: weight(`${name}.weight`, out, inner),
      bias: weight(`${name}.bias`, out),
    }),
    norm: (name, width) => ({ weight: weight(`${name}.weight`, width), bias: weight(`${name}.bias`, width) }),
  };
}
