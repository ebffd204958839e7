/** Which of several kernels for the same op suits an adapter. */
export interface Variants {
  /** Matrix products of many rows: through workgroup memory, or straight from storage (shaders/lib/tile_*). */
  tile: 'shared' | 'direct';
  /** Whether several threads share a sum, or one makes it alone. */
  lanes: boolean;
  /** Attention of many rows: one kernel with its scores in workgroup memory, or three with them in storage. */
  attention: 'tiles' | 'steps';
}

/** For a GPU: reads are shared through workgroup memory, and there are always threads to spare. */
export const GPU_VARIANTS: Variants = { tile: 'shared', lanes: true, attention: 'tiles' };

/** For an adapter that runs on the CPU: workgroup memory is ordinary memory, and a barrier costs more than a sum. */
export const CPU_VARIANTS: Variants = { tile: 'direct', lanes: false, attention: 'steps' };

/** Safari may not say what its adapter is: then it is a GPU. */
export function variantsFor(device: GPUDevice): Variants {
  const info = device.adapterInfo as GPUAdapterInfo | undefined;
  return info?.isFallbackAdapter ? CPU_VARIANTS : GPU_VARIANTS;
}
