import { describe, expect, test } from 'vitest';
import { fixtureFolder, jsonOf, textFile } from '../testing/folder';
import { fileOf, parseManifest } from './manifest';

type Json = Record<string, unknown>;
const good = () => jsonOf<Json>(fixtureFolder('tiny'), 'manifest.json');
const parse = (json: unknown) => parseManifest(textFile(JSON.stringify(json)));
const part = (json: Json, key: string) => json[key] as Json;

describe('parseManifest', () => {
  test('reads the tiny model', () => {
    const manifest = parse(good());
    expect(manifest.config.decoder).toMatchObject({ vocab: 2048, topK: 2, ropeTheta: 10000 });
    expect(manifest.kinds[1]).toBe('scratch');
    expect(fileOf(manifest, 'grounding').name).toBe('grounding.safetensors');
  });

  const damage: Record<string, (json: Json) => void> = {
    'another format': (json) => (json.format = 2),
    'no config': (json) => delete json.config,
    'a size of zero': (json) => (part(part(json, 'config'), 'encoder').width = 0),
    'sizes that do not divide': (json) => (part(part(json, 'config'), 'encoder').heads = 7),
    'too few tokens for an answer': (json) => (part(part(json, 'config'), 'decoder').max_tokens = 100),
    'a file outside the folder': (json) => ((json.files as Json[])[0].name = '../base.safetensors'),
    'a hash that is none': (json) => ((json.files as Json[])[0].sha256 = 'abc'),
    'an unknown role': (json) => ((json.files as Json[])[0].role = 'adapter'),
    'a short calibration': (json) => (part(json, 'calibration').finding = [0, 1]),
    'a threshold that is text': (json) => (part(json, 'calibration').threshold = '0.5'),
    'kinds that are numbers': (json) => (json.kinds = [1]),
  };
  test.each(Object.entries(damage))('refuses %s', (_, spoil) => {
    const json = good();
    spoil(json);
    expect(() => parse(json)).toThrow(expect.objectContaining({ code: 'weights-format' }));
  });

  test('refuses what is not JSON, and names a missing file', () => {
    expect(() => parseManifest(textFile('<html>'))).toThrow(
      expect.objectContaining({ code: 'weights-format' }),
    );
    const json = good();
    json.files = (json.files as Json[]).filter((file) => file.role !== 'grounding');
    expect(() => fileOf(parse(json), 'grounding')).toThrow(
      expect.objectContaining({ code: 'weights-missing' }),
    );
  });
});
