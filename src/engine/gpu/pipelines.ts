import { EngineError } from '../errors';
import { STAGE_COMPUTE } from './flags';
import type { Defines } from './preprocess';
import { preprocess } from './preprocess';

/** What makes a pipeline what it is. */
export interface PipelineKey {
  shader: string;
  defines?: Defines;
  constants?: Readonly<Record<string, number>>;
  /** Storage bindings 2.. in order: 'r' read-only, 'w' read_write. Bindings 0 and 1 are the uniforms Params and Run. */
  access: string;
}

/** A pipeline being compiled. */
export interface PendingPipeline {
  layout: GPUBindGroupLayout;
  compiled: Promise<GPUComputePipeline>;
}

/** Compiles each pipeline once, all at the same time, while the model is being recorded. */
export class PipelineCache {
  private readonly pipelines = new Map<string, PendingPipeline>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();
  private readonly modules = new Map<string, GPUShaderModule>();
  compiled = 0;
  onCompiled: () => void = () => undefined;

  constructor(
    private readonly device: GPUDevice,
    private readonly shaders: Readonly<Record<string, string>>,
  ) {}

  get total(): number {
    return this.pipelines.size;
  }

  get(key: PipelineKey): PendingPipeline {
    const id = JSON.stringify([key.shader, key.defines ?? {}, key.constants ?? {}, key.access]);
    let pending = this.pipelines.get(id);
    if (!pending) {
      pending = this.compile(key, id);
      this.pipelines.set(id, pending);
    }
    return pending;
  }

  /** Resolves when everything asked for so far is compiled; rejects with the first failure. */
  async settle(): Promise<void> {
    await Promise.all([...this.pipelines.values()].map((pending) => pending.compiled));
  }

  private compile(key: PipelineKey, label: string): PendingPipeline {
    const layout = this.layout(key.access);
    const compiled = this.create(key, layout, label).then((pipeline) => {
      this.compiled++;
      this.onCompiled();
      return pipeline;
    });
    compiled.catch(() => undefined); // reported by settle
    return { layout, compiled };
  }

  private async create(
    key: PipelineKey,
    layout: GPUBindGroupLayout,
    label: string,
  ): Promise<GPUComputePipeline> {
    const module = this.module(key);
    try {
      return await this.device.createComputePipelineAsync({
        label,
        layout: this.device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        compute: { module, constants: { ...key.constants } },
      });
    } catch (error) {
      const info = await module.getCompilationInfo();
      const lines = info.messages.map((m) => `${m.lineNum}:${m.linePos} ${m.message}`);
      const text = [`shader ${key.shader} does not compile`, ...lines].join('\n');
      // A plain Error: GPUPipelineError cannot be cloned to another thread.
      const cause = new Error(error instanceof Error ? error.message : String(error));
      throw new EngineError('shader', text, { shader: key.shader }, { cause });
    }
  }

  private module(key: PipelineKey): GPUShaderModule {
    const id = JSON.stringify([key.shader, key.defines ?? {}]);
    let module = this.modules.get(id);
    if (!module) {
      const code = preprocess(key.shader, this.shaders, key.defines ?? {});
      module = this.device.createShaderModule({ label: key.shader, code });
      this.modules.set(id, module);
    }
    return module;
  }

  private layout(access: string): GPUBindGroupLayout {
    let layout = this.layouts.get(access);
    if (!layout) {
      const types: GPUBufferBindingType[] = [...access].map((a) =>
        a === 'w' ? 'storage' : 'read-only-storage',
      );
      const entries = (['uniform', 'uniform', ...types] as const).map((type, binding) => ({
        binding,
        visibility: STAGE_COMPUTE,
        buffer: { type },
      }));
      layout = this.device.createBindGroupLayout({ label: access, entries });
      this.layouts.set(access, layout);
    }
    return layout;
  }
}
