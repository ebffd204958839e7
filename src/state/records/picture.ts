import { kindFor } from '../../inspection/defect-book';
import type { Box } from '../../inspection/box';
import { counts } from '../../inspection/review';
import { percentOf } from '../../inspection/confidence';
import { dictionaries, fill } from '../../i18n';
import type { App } from '../app';
import { findingsOf, outcomeOf } from '../status';
import { annotatedPng, type Mark } from './annotated';

type Source = Pick<App, 'photos' | 'session' | 'settings' | 'engine' | 'book' | 'review'>;

/** The photo on the screen with its boxes, as a PNG; null without a photo. */
export async function pictureOf(app: Source): Promise<{ blob: Blob; name: string } | null> {
  const { photo } = app.photos.getState();
  if (!photo) return null;
  const blob = await annotatedPng(photo, { marks: marksOf(app), caption: captionOf(app, photo.name) });
  const stem = photo.name.replace(/\.\w{1,5}$/, '').replace(/[<>:"/\\|?*]/g, '_');
  return { blob, name: `${stem}-lynx.png` };
}

/** The person's boxes, or while there is no review the model's. */
function marksOf({ photos, session, settings, book, review }: Source): Mark[] {
  const { threshold, lang } = settings.getState();
  const kinds = book.getState().book;
  const mark = (number: number, box: Box, label: string, score: number | undefined, dim: boolean): Mark => {
    const name = kindFor(kinds, label)?.[lang] ?? label;
    return { box, text: `${number} ${name}${score === undefined ? '' : ` ${percentOf(score)}%`}`, dim };
  };
  const one = review.getState().reviews.get(photos.getState().id ?? '');
  if (!one) {
    return findingsOf(session.getState().steps, threshold).map(({ number, box, label, score, counts }) =>
      mark(number, box, label ?? 'defect', score, !counts),
    );
  }
  const standing = one.now.boxes.filter((box) => box.status !== 'rejected');
  return standing.map((human, index) => {
    const score = one.prediction.find(({ id }) => id === human.predicted)?.score;
    return mark(index + 1, human.box, human.label, score, !counts(human, one, threshold));
  });
}

function captionOf({ session, settings, engine }: Source, name: string): string[] {
  const { lang } = settings.getState();
  const texts = dictionaries[lang];
  const outcome = outcomeOf(session.getState());
  const verdict =
    outcome === 'pass' || outcome === 'fail' || outcome === 'review' ? texts[`verdict.${outcome}`] : '';
  const model = engine.getState().info?.model;
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date());
  const made = model ? fill(texts['records.picture.model'], { model: `${model.id} ${model.version}` }) : '';
  return [
    [name, verdict].filter(Boolean).join('  '),
    ['LynX Inspect', made, time].filter(Boolean).join(' · '),
  ];
}
