import { EngineError, type AnswerStep, type EngineClient } from '../../worker/client';
import { answerOf, evidenceOf, scenes } from './answers';
import { createFakeClient, fakeInfo } from './fake-client';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A client that plays a scene, for work on the page without an engine (`npm run dev`, then `?fake=fail`).
 * Scenes: those of answers.ts, and `loading`, `preparing`, `hang` (stops amid the answer), `no-webgpu`, `lost`.
 */
export function createDemoClient(scene: string): EngineClient {
  const fake = createFakeClient();
  return {
    ...fake,
    async load() {
      if (scene === 'no-webgpu') throw new EngineError('no-webgpu', 'navigator.gpu is undefined');
      if (scene === 'broken') throw new EngineError('weights-hash', 'base.safetensors: sha256 differs');
      const total = 31_457_280;
      fake.emit('progress', { phase: 'download', loaded: total * 0.42, total });
      if (scene === 'loading') await wait(1e8);
      if (scene === 'preparing') {
        fake.emit('progress', { phase: 'compile', loaded: 11, total: 38 });
        await wait(1e8);
      }
      return fakeInfo;
    },
    async ask(photo, { question, signal, onStep, onEvidence }) {
      const aborted = new Promise<never>((_, reject) =>
        signal?.addEventListener('abort', () => reject(new EngineError('aborted', 'cancelled'))),
      );
      const pause = (ms: number) => Promise.race([wait(ms), aborted]);
      const script = scenes(photo, /[぀-ヿ一-鿿]/.test(question))[scene === 'hang' ? 'fail' : scene] ?? [];
      await pause(200);
      onEvidence?.(evidenceOf(photo, script));
      for (const [index, step] of script.entries()) {
        for (let length = 1; length <= step.text.length; length += 2) {
          const part: AnswerStep = {
            ...step,
            index,
            complete: false,
            text: step.text.slice(0, length),
            score: undefined,
          };
          onStep?.(part);
          if (scene === 'hang' && index === 2 && length > 8) await pause(1e8);
          if (scene === 'lost' || script.length === 0)
            throw new EngineError('device-lost', 'GPUDevice was lost');
          await pause(16);
        }
        onStep?.({ ...step, index, complete: true });
      }
      if (script.length === 0) throw new EngineError('device-lost', 'GPUDevice was lost: unknown');
      return answerOf(photo, question, script);
    },
  };
}
