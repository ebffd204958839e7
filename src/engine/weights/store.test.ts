import { expect, test } from 'vitest';
import { createReferenceBackend } from '../reference/backend';
import { f32, writeSafetensors } from '../testing/safetensors';
import { TensorStore } from './store';

const storeOf = (...tensors: Parameters<typeof writeSafetensors>[0][]) => {
  const store = new TensorStore();
  tensors.forEach((list, i) => store.add(writeSafetensors(list), `file ${i}`));
  return store;
};
const format = (tensor: string) => expect.objectContaining({ code: 'weights-format', details: { tensor } });

test('uploads what the model expects, f16 that starts at an odd byte too', () => {
  const halves = (name: string, bits: number[]) => ({
    name,
    dtype: 'F16' as const,
    shape: [bits.length],
    bytes: new Uint8Array(Uint16Array.from(bits).buffer),
  });
  const odd = { name: 'odd', dtype: 'I8' as const, shape: [1], bytes: Uint8Array.of(7) };
  const store = storeOf([odd, halves('h', [0x3c00, 0xc000]), f32('f', [1], [0.5])]);
  expect([...store.floats('h', [2])]).toEqual([1, -2]);
  expect(store.upload(createReferenceBackend(), 'h', [2])).toMatchObject({
    name: 'h',
    dtype: 'f16',
    shape: [2],
  });
  expect(store.upload(createReferenceBackend(), 'f', [1]).dtype).toBe('f32');
  expect(() => store.floats('odd', [1])).toThrow(format('odd'));
});

test('refuses missing, misshapen, doubled and non-finite tensors', () => {
  const store = storeOf([f32('a', [2], [1, 2]), f32('nan', [2], [1, NaN]), f32('inf', [1], [Infinity])]);
  expect(() => store.floats('b', [1])).toThrow(format('b'));
  expect(() => store.floats('a', [1, 2])).toThrow(format('a'));
  expect(() => store.floats('nan', [2])).toThrow(format('nan'));
  expect(() => store.floats('inf', [1])).toThrow(format('inf'));
  expect(() => store.add(writeSafetensors([f32('a', [1], [3])]), 'again')).toThrow(format('a'));
});
