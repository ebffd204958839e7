import type { Answer, AnswerStep, EvidenceMap, Photo, Verdict } from '../../worker/client';

type Script = Omit<AnswerStep, 'index' | 'complete'>[];

/** A smooth blob of evidence around each box. */
export function evidenceOf(photo: Photo, steps: readonly Pick<AnswerStep, 'box' | 'kind'>[]): EvidenceMap {
  const width = 96;
  const height = Math.max(1, Math.round((width * photo.height) / photo.width));
  const data = new Uint8Array(width * height);
  const boxes = steps.flatMap((step) => (step.kind === 'find' && step.box ? [step.box] : []));
  for (let i = 0; i < data.length; i++) {
    const x = ((i % width) + 0.5) / width;
    const y = (Math.floor(i / width) + 0.5) / height;
    let value = 0.03;
    for (const box of boxes) {
      const dx = (x * photo.width - (box.x0 + box.x1) / 2) / ((box.x1 - box.x0) * 0.55);
      const dy = (y * photo.height - (box.y0 + box.y1) / 2) / ((box.y1 - box.y0) * 0.55);
      value += Math.exp(-(dx * dx + dy * dy));
    }
    data[i] = Math.min(255, value * 240);
  }
  return { data, width, height };
}

/** A whole answer out of its steps. */
export function answerOf(photo: Photo, question: string, script: Script): Answer {
  const steps = script.map((step, index) => ({ ...step, index, complete: true }));
  return {
    question,
    lang: 'ja',
    alpha: 0,
    steps,
    verdict: steps.find((step) => step.verdict)?.verdict ?? null,
    regions: [],
    evidence: evidenceOf(photo, steps),
    tokens: [],
    probabilities: [],
    experts: [],
    timings: { preprocess: 14, encode: 212, prefill: 96, decode: 388, second: 0, total: 710, tokens: 61 },
  };
}

const verdict = (value: Verdict, text: string): Script[number] => ({ kind: 'verdict', verdict: value, text });

/** What the fake answers in development, by the name of the scene; boxes in parts of the photo. */
export function scenes(photo: Photo, ja: boolean): Record<string, Script> {
  const at = (x0: number, y0: number, x1: number, y1: number) => ({
    x0: x0 * photo.width,
    y0: y0 * photo.height,
    x1: x1 * photo.width,
    y1: y1 * photo.height,
  });
  const say = (japanese: string, english: string) => (ja ? japanese : english);
  const spread = {
    x0: photo.width * 0.006,
    y0: photo.width * 0.004,
    x1: photo.width * 0.009,
    y1: photo.width * 0.004,
  };
  const surface: Script[number] = {
    kind: 'surface',
    text: say(
      'ヘアライン仕上げのステンレス板。照明は左上から。',
      'Brushed stainless plate, lit from the upper left.',
    ),
  };
  return {
    fail: [
      surface,
      {
        kind: 'look',
        box: at(0.5, 0.18, 0.9, 0.5),
        text: say(
          '研磨目と向きの違う明るい線が右上にあるため。',
          'A bright line at the upper right runs across the grain.',
        ),
      },
      {
        kind: 'find',
        label: 'scratch',
        box: at(0.56, 0.24, 0.83, 0.42),
        spread,
        score: 0.93,
        text: say('研磨目を横切る細い線。端が鋭い。', 'A thin line across the grain with sharp ends.'),
      },
      {
        kind: 'find',
        label: 'dent',
        box: at(0.2, 0.6, 0.32, 0.74),
        spread,
        score: 0.71,
        text: say('丸いくぼみ。縁に影がある。', 'A round hollow with a shaded rim.'),
      },
      verdict(
        'fail',
        say(
          '線傷が基準より長く、打痕もあるため。',
          'The scratch is longer than allowed, and there is a dent.',
        ),
      ),
    ],
    pass: [
      surface,
      {
        kind: 'look',
        box: at(0.1, 0.1, 0.9, 0.9),
        text: say('全面を確認。研磨目は均一。', 'Looked over the whole face; the grain is even.'),
      },
      verdict('pass', say('表面に乱れは見られない。', 'Nothing breaks the surface.')),
    ],
    review: [
      surface,
      {
        kind: 'look',
        box: at(0.3, 0.5, 0.7, 0.9),
        text: say('下側に薄い色の違いがあるため。', 'There is a faint change of colour low down.'),
      },
      {
        kind: 'find',
        label: 'stain',
        box: at(0.42, 0.62, 0.58, 0.78),
        spread: {
          x0: photo.width * 0.02,
          y0: photo.width * 0.02,
          x1: photo.width * 0.03,
          y1: photo.width * 0.02,
        },
        score: 0.34,
        text: say('薄いしみか、照明の映り込み。', 'A faint stain, or a reflection.'),
      },
      verdict(
        'review',
        say('写真だけでは汚れか映り込みか区別できない。', 'A stain and a reflection look alike here.'),
      ),
    ],
    cannot: [
      {
        kind: 'cannot',
        text: say('ぶれていて表面が見えない。', 'The photo is blurred; the surface cannot be seen.'),
      },
      verdict('review', say('撮り直しが必要。', 'It needs a new photo.')),
    ],
    say: [
      {
        kind: 'say',
        text: say('ヘアライン仕上げのステンレス鋼の板です。', 'It is a plate of brushed stainless steel.'),
      },
    ],
  };
}
