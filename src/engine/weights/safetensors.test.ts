import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors';
import { fixtureFolder } from '../testing/folder';
import { Random } from '../testing/random-numbers';
import { f32, rawSafetensors, writeSafetensors } from '../testing/safetensors';
import { MAX_HEADER_BYTES, readSafetensors } from './safetensors';

const read = (buffer: ArrayBuffer) => readSafetensors(buffer, 'test.safetensors');
const entry = (dtype: string, shape: unknown, begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});
const file = (header: unknown, bytes: number) =>
  rawSafetensors(JSON.stringify(header), new Uint8Array(bytes));

describe('readSafetensors', () => {
  test('reads names, shapes and bytes, whatever the order in the header', () => {
    const values = [1, 2, 3, 4, 5, 6];
    const tensors = read(
      writeSafetensors([f32('a.weight', [2, 2], values.slice(0, 4)), f32('b', [2], values.slice(4))]),
    );
    expect([...tensors.keys()]).toEqual(['a.weight', 'b']);
    expect(tensors.get('a.weight')!.shape).toEqual([2, 2]);
    expect([...new Float32Array(tensors.get('b')!.bytes.slice().buffer)]).toEqual([5, 6]);
    const swapped = { b: entry('F32', [1], 4, 8), a: entry('F32', [1], 0, 4) };
    expect([...read(file(swapped, 8)).keys()]).toEqual(['a', 'b']);
  });

  test('allows rank 0 and empty tensors', () => {
    const tensors = read(file({ one: entry('F32', [], 0, 4), none: entry('F16', [0, 3], 0, 0) }, 4));
    expect(tensors.get('one')!.bytes.length).toBe(4);
    expect(tensors.get('none')!.bytes.length).toBe(0);
  });

  const malformed: Record<string, () => ArrayBuffer> = {
    'nothing at all': () => new ArrayBuffer(0),
    'seven bytes': () => new ArrayBuffer(7),
    'a header longer than the file': () => rawSafetensors('{}', new Uint8Array(0), 3n),
    'a header over the cap': () => rawSafetensors('{}', new Uint8Array(0), BigInt(MAX_HEADER_BYTES) + 1n),
    'a header length of 2^64 - 1': () => rawSafetensors('{}', new Uint8Array(0), 2n ** 64n - 1n),
    'a header that is not JSON': () => rawSafetensors('{', new Uint8Array(0)),
    'a header that is a list': () => file([], 0),
    'a header that is null': () => file(null, 0),
    'an entry that is a number': () => file({ a: 1 }, 0),
    'an unknown dtype': () => file({ a: entry('F64', [1], 0, 8) }, 8),
    'a dtype that every object has': () => file({ a: entry('constructor', [1], 0, 4) }, 4),
    'a negative size': () => file({ a: entry('F32', [-1], 0, 4) }, 4),
    'a fractional size': () => file({ a: entry('F32', [0.5], 0, 2) }, 2),
    'sizes that overflow': () => file({ a: entry('F32', [2 ** 40, 2 ** 40], 0, 4) }, 4),
    'a shape larger than its bytes': () => file({ a: entry('F32', [2], 0, 4) }, 4),
    'a shape smaller than its bytes': () => file({ a: entry('F32', [1], 0, 8) }, 8),
    'offsets past 2^53': () => file({ a: entry('F32', [1], 2 ** 53, 2 ** 53 + 4) }, 4),
    'offsets that are text': () => file({ a: entry('F32', [1], '0', '4') }, 4),
    'a gap': () => file({ a: entry('F32', [1], 0, 4), b: entry('F32', [1], 8, 12) }, 12),
    'an overlap': () => file({ a: entry('F32', [2], 0, 8), b: entry('F32', [1], 4, 8) }, 8),
    'a beginning that is not 0': () => file({ a: entry('F32', [1], 4, 8) }, 8),
    'bytes after the end': () => file({ a: entry('F32', [1], 0, 4) }, 5),
    'a file that ends early': () => file({ a: entry('F32', [2], 0, 8) }, 7),
    'a name like __proto__': () =>
      rawSafetensors('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', new Uint8Array(4)),
    'a name with a path': () => file({ '../a': entry('F32', [1], 0, 4) }, 4),
    'an endless name': () => file({ ['a'.repeat(201)]: entry('F32', [1], 0, 4) }, 4),
    'a key given twice': () =>
      rawSafetensors(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        new Uint8Array(8),
      ),
  };
  test.each(Object.entries(malformed))('refuses %s', (_, make) => {
    expect(() => read(make())).toThrow(expect.objectContaining({ code: 'weights-format' }));
  });

  test('any damage gives a file or weights-format, never anything else', () => {
    const good = new Uint8Array(fixtureFolder('tiny').get('grounding.safetensors')!);
    const random = new Random(11);
    let refused = 0;
    for (let round = 0; round < 400; round++) {
      const bad = good.slice(
        0,
        random.uniform() < 0.3 ? Math.floor(random.uniform() * good.length) : good.length,
      );
      // Mostly in the header, where damage has consequences.
      for (let n = 0; n < 3 && bad.length > 0; n++) {
        bad[Math.floor(random.uniform() * Math.min(bad.length, 1200))] = Math.floor(random.uniform() * 256);
      }
      try {
        read(bad.buffer);
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError);
        expect((error as EngineError).code).toBe('weights-format');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });
});
