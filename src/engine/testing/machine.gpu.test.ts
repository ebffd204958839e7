import { create, globals } from 'webgpu';
import { expect, test } from 'vitest';

// Not a test of ours but of the machine: where this one fails, no kernel test below it can mean anything.
test('Dawn computes on this machine’s Vulkan driver', async () => {
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter: is a Vulkan driver installed? npm test installs one');
  console.log(`adapter: ${adapter.info.description}`);
  const device = await adapter.requestDevice();
  const squares = device.createBuffer({ size: 256, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const readback = device.createBuffer({
    size: 256,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read_write> squares: array<u32>;
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { squares[id.x] = id.x * id.x; }`,
  });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const entries = [{ binding: 0, resource: { buffer: squares } }];
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(squares, 0, readback, 0, 256);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  expect([...new Uint32Array(readback.getMappedRange())]).toEqual(
    Array.from({ length: 64 }, (_, i) => i * i),
  );
  device.destroy();
});
