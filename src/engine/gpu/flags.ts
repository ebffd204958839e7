/** GPUBufferUsage and GPUMapMode by value: the specification fixes them, and Node has no globals for them. */
export const USAGE = { mapRead: 0x1, copySrc: 0x4, copyDst: 0x8, uniform: 0x40, storage: 0x80 } as const;
export const MAP_READ = 0x1;
export const STAGE_COMPUTE = 0x4;
