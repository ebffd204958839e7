/** A rendered photo that ships with the page. */
export interface Sample {
  file: string;
  ja: string;
  en: string;
}

/** Where samples.json and its pictures lie, relative to the page. */
export const samplesUrl = (file: string): string => new URL(`samples/${file}`, document.baseURI).href;

/** The bundled samples; none where the list is missing or makes no sense: the page does without. */
export async function fetchSamples(): Promise<Sample[]> {
  try {
    const response = await fetch(samplesUrl('samples.json'));
    const list: unknown = response.ok ? await response.json() : [];
    return Array.isArray(list) ? list.filter(isSample) : [];
  } catch {
    return [];
  }
}

/** @throws Error where it cannot be had */
export async function fetchSample({ file }: Sample): Promise<Blob> {
  const response = await fetch(samplesUrl(file));
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  return response.blob();
}

function isSample(value: unknown): value is Sample {
  const sample = value as Partial<Sample> | null;
  return [sample?.file, sample?.ja, sample?.en].every((text) => typeof text === 'string' && text !== '');
}
