import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { Tensor } from './backend';
import { TILE_SIDE } from './linear';

/** Slots put together by expert: the expert of each tile, and the slots tile by tile (u32 words). */
export interface SortedSlots {
  tiles: Tensor;
  order: Tensor;
  /** Most tiles that some rows' slots can fill. */
  tilesFor: (rows: number) => number;
}

/**
 * Records the sort that `moeLinear` needs of ids [M, 2] among `experts`; once for all its users, until the ids change.
 * Not an op of the backend: only the GPU's grouped product asks for it.
 */
export function recordMoeSort(r: Recorder, ids: Tensor, experts: number): SortedSlots {
  return r.derived(ids, `sorted.${experts}`, () => {
    // Every expert may leave its last tile unfinished.
    const tilesFor = (rows: number): number => Math.ceil((2 * rows) / TILE_SIDE) + experts - 1;
    const capacity = tilesFor(ids.rows);
    const tiles = r.scratch(`${ids.name}.tiles`, 1, capacity);
    const order = r.scratch(`${ids.name}.order`, capacity, TILE_SIDE);
    const { fixed, slots } = r.rowsOf(ids);
    r.dispatch({
      shader: 'moeSort',
      constants: { SIDE: TILE_SIDE },
      rows: { fixed: 2 * fixed, slots: 2 * slots },
      u32: [experts, capacity],
      buffers: [read(ids), write(tiles), write(order)],
      grid: () => [1, 1, 1],
    });
    return { tiles, order, tilesFor };
  });
}
