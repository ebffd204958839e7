import { kindFor } from '../../inspection/defect-book';
import { percentOf } from '../../inspection/confidence';
import { dictionaries, fill } from '../../i18n';
import type { App } from '../app';
import { findingsOf, outcomeOf } from '../status';
import { annotatedPng, type Mark } from './annotated';

type Source = Pick<App, 'photos' | 'session' | 'settings' | 'engine' | 'book'>;

/** The photo on the screen with the boxes of its answer, as a PNG; null without a photo. */
export async function pictureOf(app: Source): Promise<{ blob: Blob; name: string } | null> {
  const { photo } = app.photos.getState();
  if (!photo) return null;
  const blob = await annotatedPng(photo, { marks: marksOf(app), caption: captionOf(app, photo.name) });
  return { blob, name: `${photo.name.replace(/\.\w{1,5}$/, '').replace(/[<>:"/\\|?*]/g, '_')}-lynx.png` };
}

function marksOf({ session, settings, book }: Source): Mark[] {
  const { threshold, lang } = settings.getState();
  const { book: kinds } = book.getState();
  return findingsOf(session.getState().steps, threshold).map(({ number, box, label, score, counts }) => {
    const name = kindFor(kinds, label ?? 'defect')?.[lang] ?? label ?? '';
    const sure = score === undefined ? '' : ` ${percentOf(score)}%`;
    return { box, text: `${number} ${name}${sure}`, dim: !counts };
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
