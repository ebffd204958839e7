import { useEffect, useState } from 'react';
import { fetchSamples, samplesUrl, type Sample } from '../../state/samples';
import { useApp, useSettings, useT } from '../hooks/app';

/** Rendered photos that ship with the page; shows nothing where there are none. */
export function Samples() {
  const t = useT();
  const { queue } = useApp();
  const lang = useSettings((state) => state.lang);
  const [samples, setSamples] = useState<Sample[]>([]);

  useEffect(() => {
    let mounted = true;
    void fetchSamples().then((found) => mounted && setSamples(found));
    return () => {
      mounted = false;
    };
  }, []);

  if (samples.length === 0) return null;
  return (
    <section className="samples">
      <h3>{t('photo.samples')}</h3>
      <ul>
        {samples.map((sample) => (
          <li key={sample.file}>
            <button
              type="button"
              className="sample"
              data-testid="sample"
              onClick={() => void queue.getState().addSample(sample, sample[lang])}
            >
              <img src={samplesUrl(sample.file)} alt="" loading="lazy" draggable={false} />
              <span>{sample[lang]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
