/**
 * Reader for safetensors files: an 8-byte little-endian header length, a JSON header, then the tensors' bytes.
 * The file is untrusted (it may be an import), so every rule is checked before a byte of it is used.
 */
import { EngineError } from '../errors';

/** Bytes of one element of each dtype that we accept. */
const ELEMENT_BYTES = { F32: 4, F16: 2, U32: 4, I8: 1 } as const;

export type DType = keyof typeof ELEMENT_BYTES;

/** Larger headers are refused: a model here has some hundred tensors, about 100 bytes each. */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const MAX_RANK = 8;
/** Starts with a letter or digit, so `__proto__` is no name. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;

/** One tensor of a file. `bytes` is a view into the file, row-major, little-endian. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

type Fail = (why: string) => never;
type Entry = Omit<StoredTensor, 'bytes'> & { begin: number; end: number };

/**
 * Reads a whole file.
 * @param file name for error messages
 * @throws EngineError 'weights-format' for anything that is not a well-formed file; nothing else
 */
export function readSafetensors(buffer: ArrayBuffer, file: string): Map<string, StoredTensor> {
  const fail: Fail = (why) => {
    throw new EngineError('weights-format', `${file}: ${why}`, { file });
  };
  if (buffer.byteLength < 8) fail('shorter than its header length');
  const size = new DataView(buffer).getBigUint64(0, true);
  if (size > BigInt(MAX_HEADER_BYTES)) fail(`header of ${size} bytes is over the limit`);
  const headerBytes = Number(size);
  if (8 + headerBytes > buffer.byteLength) fail('header runs past the end of the file');
  const start = 8 + headerBytes;

  const entries = readHeader(new Uint8Array(buffer, 8, headerBytes), fail);
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let next = 0;
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    // Contiguous from the first byte to the last: no overlap, no gap, nothing hidden. (A key given twice
    // leaves a gap as well, since JSON.parse keeps the last one only.)
    if (begin !== next) fail(`${name} begins at ${begin}, expected ${next}`);
    next = end;
    if (start + end > buffer.byteLength) fail(`${name} runs past the end of the file`);
    tensors.set(name, { name, dtype, shape, bytes: new Uint8Array(buffer, start + begin, end - begin) });
  }
  if (start + next !== buffer.byteLength)
    fail(`${buffer.byteLength - start - next} bytes after the last tensor`);
  return tensors;
}

function readHeader(bytes: Uint8Array, fail: Fail): Entry[] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    fail('header is not JSON');
  }
  if (!isPlainObject(header)) return fail('header is not an object');
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value, fail));
}

function readEntry(name: string, value: unknown, fail: Fail): Entry {
  if (!SAFE_NAME.test(name)) fail(`unsafe tensor name ${JSON.stringify(name.slice(0, 64))}`);
  if (!isPlainObject(value)) return fail(`${name}: entry is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDType(dtype)) return fail(`${name}: dtype ${String(dtype).slice(0, 16)} is not supported`);
  if (!Array.isArray(shape) || shape.length > MAX_RANK || !shape.every(isCount))
    return fail(`${name}: bad shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    return fail(`${name}: bad offsets`);
  const [begin, end] = offsets as [number, number];
  const size = (shape as number[]).reduce((product, n) => product * n, ELEMENT_BYTES[dtype]);
  // A product past 2^53 is no longer exact, and no file is that long.
  if (!Number.isSafeInteger(size) || end - begin !== size) {
    fail(`${name}: shape [${shape.join(', ')}] takes ${size} bytes, the file gives ${end - begin}`);
  }
  return { name, dtype, shape: shape as number[], begin, end };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number that a double holds exactly. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDType(value: unknown): value is DType {
  return typeof value === 'string' && Object.hasOwn(ELEMENT_BYTES, value);
}
