import { afterEach, beforeEach, expect, test } from 'vitest';
import { create } from 'webgpu';
import { readShaders } from '../../cli/shaders';
import type { Backend, Program, Tensor } from '../ops/backend';
import { testDevice } from '../testing/device';
import { createGpuBackend } from './backend';
import { acquireDevice } from './device';

let backend: Backend;
beforeEach(async () => {
  backend = await createGpuBackend(await testDevice(), readShaders());
});
afterEach(() => backend.dispose());

/** A program that adds one to `x` each time it runs. */
function counter(): { x: Tensor; program: Program } {
  const x = backend.tensor('x', 1, 4);
  const one = backend.weight('one', [1, 4], new Float32Array(4).fill(1));
  backend.begin('count');
  backend.addWeight({ x, p: one, y: x });
  return { x, program: backend.end() };
}

test('a ring gives each run as it was, in order, while later runs are under way', async () => {
  const { x, program } = counter();
  await backend.ready();
  const ring = backend.ring('late', [x], 3);
  const seen: number[] = [];
  for (let step = 0; step < 10; step++) {
    while (ring.pending < ring.slots) program.run({ capture: ring });
    const [values] = await ring.next();
    seen.push(values[0]);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await ring.drain();
  expect(ring.pending).toBe(0);
});

test('a full ring takes no further capture, an empty one gives none', async () => {
  const { x, program } = counter();
  await backend.ready();
  const ring = backend.ring('late', [x], 2);
  await expect(ring.next()).rejects.toMatchObject({ code: 'internal' });
  program.run({ capture: ring });
  program.run({ capture: ring });
  expect(() => program.run({ capture: ring })).toThrow('no free readback slot');
  await ring.drain();
});

test('a program does not run before its pipelines are ready', async () => {
  const { program } = counter();
  expect(() => program.run()).toThrow('before backend.ready()');
  await backend.ready();
  expect(() => program.run()).not.toThrow();
});

test('ready reports each pipeline', async () => {
  counter();
  const reports: [number, number][] = [];
  await backend.ready((compiled, total) => reports.push([compiled, total]));
  expect(reports.at(-1)).toEqual([1, 1]);
});

test('a shader that does not compile is named', async () => {
  const shaders = { ...readShaders(), addWeight: 'fn nonsense(' };
  const broken = await createGpuBackend(await testDevice(), shaders);
  broken.begin('count');
  const x = broken.tensor('x', 1, 4);
  broken.addWeight({ x, p: broken.weight('p', [1, 4], new Float32Array(4)), y: x });
  broken.end();
  await expect(broken.ready()).rejects.toMatchObject({ code: 'shader', details: { shader: 'addWeight' } });
  broken.dispose();
});

test('a wrong shape names the op and its operands', () => {
  backend.begin('wrong');
  const x = backend.tensor('x', 3, 5);
  const w = backend.weight('w', [4, 6], new Float32Array(24));
  const y = backend.tensor('y', 3, 4);
  expect(() => backend.linear({ x, w, y })).toThrow(/linear: .*x \[3, 5\], w \[4, 6\], y \[3, 4\]/);
});

test('what the device rejects comes out where the result is awaited', async () => {
  const device = await testDevice();
  device.createBuffer({ size: 16, usage: 0 }); // no usage: invalid, and reported late
  await expect(backend.read(backend.tensor('x', 1, 4))).rejects.toMatchObject({ code: 'internal' });
});

test('a program with dynamic rows refuses to run without, or with too many', async () => {
  backend.begin('dynamic', { dynamicRows: 8 });
  const x = backend.tensor('x', 8, 4);
  backend.swiglu({ x: backend.tensor('gates', 8, 8), y: x });
  const program = backend.end();
  await backend.ready();
  expect(() => program.run()).toThrow('rows must be 1..8');
  expect(() => program.run({ rows: 9 })).toThrow('rows must be 1..8');
  expect(() => program.run({ rows: 8 })).not.toThrow();
});

test('a device that goes away rejects what is pending with its name', async () => {
  const { device } = await acquireDevice(create([]));
  const doomed = await createGpuBackend(device, readShaders());
  const x = doomed.tensor('x', 1, 4);
  doomed.begin('count');
  doomed.addWeight({ x, p: doomed.weight('p', [1, 4], new Float32Array(4)), y: x });
  const program = doomed.end();
  await doomed.ready();
  const ring = doomed.ring('late', [x], 2);
  program.run({ capture: ring });
  const pending = ring.next();
  device.destroy();
  expect(await doomed.lost).toMatchObject({ reason: 'destroyed' });
  await expect(pending).rejects.toMatchObject({ code: 'device-lost' });
  await expect(doomed.read(x)).rejects.toMatchObject({ code: 'device-lost' });
});
