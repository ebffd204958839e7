import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasets, HOSTILE } from '../testing/datasets';
import { pack, unpackTexts } from '../zip';
import { FormatError } from './errors';
import { detectFormat, FORMATS } from './index';
import type { Files } from './types';
import { readXml } from './xml-read';
import { writeXml } from './xml-write';
import { quoteYaml, readDataYaml } from './yaml';

const RUNS = { numRuns: 100 };

/** Whatever comes in: a dataset, or a FormatError with a code, and nothing else. */
function survives<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return undefined;
  }
}

const piece = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '&',
    '&#0;',
    '&#x110000;',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\0',
    '-1',
    '1e999',
  ),
  fc.string({ maxLength: 8 }),
);

/** A true export with a piece cut out, doubled or replaced: reaches deeper than noise. */
const mangled = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(40), piece), { minLength: 1, maxLength: 4 })
    .map((cuts) =>
      cuts.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), text),
    );

/** A JSON text with one value replaced by another kind of thing. */
const replaced = (text: string) =>
  fc.tuple(fc.nat(), fc.jsonValue()).map(([pick, value]) => {
    let left = pick % Math.max(1, text.split(':').length - 1);
    return JSON.stringify(JSON.parse(text), (key, old: unknown) =>
      key !== '' && left-- === 0 ? value : old,
    );
  });

const broken = (files: Files): fc.Arbitrary<Files> =>
  fc
    .constantFrom(...files)
    .chain(([path, text]) =>
      fc
        .oneof(mangled(text), fc.string(), ...(path.endsWith('.json') ? [replaced(text)] : []))
        .map((put) => new Map([...files, [path, put]])),
    );

describe.each(Object.values(FORMATS))('$id', (format) => {
  it('a broken file is refused by name or read, and what was read can be written', () => {
    const inputs = datasets.map((dataset) => format.encode(dataset, { selection: 'all' })).chain(broken);
    fc.assert(
      fc.property(inputs, (files) => {
        survives(() => detectFormat(files));
        const read = survives(() => format.decode(files));
        if (read) format.encode(read.dataset, { selection: 'all' });
      }),
      RUNS,
    );
  }, 60_000);
});

describe('readers', () => {
  it('XML gives back any clean text, as text and as attribute', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', minLength: 1 }), (a, b) => {
        const text = (a + b).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
        const read = readXml(
          writeXml({ name: 'r', children: [{ name: 'x', attributes: { a: text }, text }] }),
        );
        expect(read.children[0].text).toBe(text);
        expect(read.children[0].attributes.get('a')).toBe(text);
      }),
    );
  });

  it.each([
    '', 'x', '<a>', '</a>', '<a></b>', '<a/><b/>', '<a b=c/>', '<a b="1" b="2"/>', '<a b="<"/>', '<a>&amp</a>', '<a>&#x0;</a>',
    '<a>&#xD800;</a>', '<a><!-- </a>', '<a><![CDATA[ </a>', '<!DOCTYPE a><a/>', '<a/>x', '<a b="1"c="2"/>', '< a/>', '<1/>', '<a>&__proto__;</a>',
  ])('XML refuses %j', (text) => {
    expect(() => readXml(text)).toThrow(FormatError);
  }); // prettier-ignore

  it('XML reads comments, CDATA, numbers of characters, and both line ends', () => {
    const { text, attributes } = readXml(
      '<?xml version="1.0"?>\r\n<!-- <b> -->\n<a c=\'"\'>1&#x1F529;<![CDATA[<&]]>\r\n</a>\n',
    );
    expect(text).toBe('1🔩<&\n');
    expect(attributes.get('c')).toBe('"');
  });

  it.each([
    ["names: ['it''s', b c, \"d\\n\\u00e9\"] # three", ["it's", 'b c', 'd\né']],
    ['nc: 2\nnames:\n- a\n- b # c\nother: 1', ['a', 'b']],
    ['names:\n  0: surface crack\n  1: "x"\n\ndownload: |\n  rm', ['surface crack', 'x']],
    ['names: {1: b, 0: a}', ['a', 'b']],
    ['names: [\n  a,\n  # no\n  b,\n]', ['a', 'b']],
    ['names: []', []],
  ])('YAML %j', (text, names) => {
    expect(readDataYaml(text).names).toEqual(names);
  });

  it.each([
    '',
    'nc: 1',
    'names: &a [x]',
    'names: a',
    'names: [a',
    'names: [[a]]',
    'names:\n  0: a\n  0: b',
    'names:\n  1: a',
    'names:\n  x: a',
    'names: {a: 1}',
    "names: ['a]",
  ])('YAML refuses %j', (text) => {
    expect(() => readDataYaml(text)).toThrow(FormatError);
  });

  it('YAML gives back any name', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (names) => {
        const text = `names:\n${names.map((name, i) => `  ${i}: ${quoteYaml(name)}\n`).join('')}`;
        expect(readDataYaml(text).names).toEqual(names);
      }),
    );
  });

  it('archives with mangled bytes are refused by name or read', () => {
    const archive = datasets.map((dataset) => pack(FORMATS.yolo.encode(dataset)));
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(archive, cuts, fc.nat(3), (bytes, changes, cut) => {
        const mangled = bytes.slice(0, cut === 0 ? bytes.length >> 1 : bytes.length);
        for (const [at, value] of changes) mangled[at % mangled.length] = value;
        survives(() => FORMATS.yolo.decode(unpackTexts(mangled)));
      }),
      RUNS,
    );
  }, 60_000);
});
