/**
 * Prompt classifier, on the CPU: is this a where-question (alpha 0, visual grounding) or a what-question (alpha 1)?
 * A bag of hashed character n-grams (training/lynx/classifier.py).
 */
import type { TensorStore } from '../weights/store';

const BUCKETS = 4096;
const WIDTH = 32;
const MAX_N = 3;

const utf8 = new TextEncoder();

/** 32-bit FNV-1a. */
export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Buckets of all 1..3-grams (in code points) of the lower-case NFKC question wrapped in spaces. */
export function ngramBuckets(question: string): number[] {
  const points = [...` ${question.normalize('NFKC').toLowerCase().trim()} `];
  const buckets: number[] = [];
  for (let n = 1; n <= MAX_N; n++) {
    for (let i = 0; i + n <= points.length; i++) {
      buckets.push(fnv1a(utf8.encode(points.slice(i, i + n).join(''))) % BUCKETS);
    }
  }
  return buckets;
}

export interface PromptClassifier {
  /** Logits [grounded, base]. */
  logits(question: string): [number, number];
  /** 0 for where-questions, 1 for what-questions. */
  alpha(question: string): 0 | 1;
}

/** @throws EngineError 'weights-format' when the classifier's tensors are missing or misshapen */
export function createClassifier(store: TensorStore): PromptClassifier {
  const embed = store.floats('classifier.embed.weight', [BUCKETS, WIDTH]);
  const weight = store.floats('classifier.fc.weight', [2, WIDTH]);
  const bias = store.floats('classifier.fc.bias', [2]);
  const logits = (question: string): [number, number] => {
    const buckets = ngramBuckets(question);
    const mean = new Float64Array(WIDTH);
    for (const bucket of buckets)
      for (let c = 0; c < WIDTH; c++) mean[c] += embed[bucket * WIDTH + c] / buckets.length;
    const logit = (row: number) => mean.reduce((sum, x, c) => sum + x * weight[row * WIDTH + c], bias[row]);
    return [logit(0), logit(1)];
  };
  return {
    logits,
    alpha: (question) => {
      const [grounded, base] = logits(question);
      return base > grounded ? 1 : 0;
    },
  };
}
