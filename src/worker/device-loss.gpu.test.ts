import { create, globals } from 'webgpu';
import { expect, test } from 'vitest';
import { readShaders } from '../cli/shaders';
import { createEngine } from '../engine/engine';
import { createGpuBackend } from '../engine/gpu/backend';
import { acquireDevice } from '../engine/gpu/device';
import { fixtureFolder, memorySource } from '../engine/testing/folder';
import { Supervisor } from './supervisor';

test(
  'an answer whose device is destroyed under it is the same after the rebuild',
  { timeout: 180_000 },
  async () => {
    Object.assign(globalThis, globals);
    const gpu = create([]);
    const devices: GPUDevice[] = [];
    const events: string[] = [];
    const supervisor = new Supervisor({
      async build() {
        const { device, ...adapter } = await acquireDevice(gpu);
        devices.push(device);
        const backend = await createGpuBackend(device, readShaders());
        const source = memorySource(fixtureFolder('tiny'));
        const engine = await createEngine({ source, backend, device: { kind: 'webgpu', ...adapter } });
        return { engine, lost: device.lost };
      },
      onDevice: (state) => events.push(state),
      onFailure: (error) => events.push(error.message),
    });
    const photo = { data: new Uint8ClampedArray(40 * 30 * 4).fill(77), width: 40, height: 30 };
    const undisturbed = await supervisor.ask(photo, { question: '傷はどこ？', alpha: 0 });
    expect(undisturbed.tokens.length).toBeGreaterThan(10); // more than the steps in flight when the first token arrives
    const answer = await supervisor.ask(photo, {
      question: '傷はどこ？',
      alpha: 0,
      onStep: () => {
        if (devices.length === 1) devices[0].destroy();
      },
    });
    expect(events).toEqual(['lost', 'recovering', 'ready']);
    expect(answer.tokens).toEqual(undisturbed.tokens);
    expect(answer.steps).toEqual(undisturbed.steps);
    supervisor.dispose();
  },
);
