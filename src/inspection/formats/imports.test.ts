import { describe, expect, it } from 'vitest';
import { decodeCoco } from './coco-read';
import { decodeCsv } from './csv-read';
import { encodeCsv } from './csv';
import { decodeCvat } from './cvat-read';
import { FormatError, type FormatErrorCode } from './errors';
import { detectFormat, encodeCocoResults, FORMATS } from './index';
import { decodeLabelStudio } from './label-studio-read';
import { decodeVoc } from './voc';
import { decodeYolo } from './yolo-read';

/** Other tools' files: what they leave out, add and get wrong. */
const codeOf = (act: () => unknown): FormatErrorCode | 'none' => {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
};
const warned = ({ warnings }: { warnings: { code: string; count: number }[] }) =>
  warnings.map(({ code, count }) => `${code} ${count}`);
const edges = ({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }) => [x0, y0, x1, y1];

describe('COCO', () => {
  const coco = (
    annotations: unknown[],
    images: unknown[] = [{ id: 0, width: 100, height: 80, file_name: 'a.jpg' }],
  ) => JSON.stringify({ images, categories: [{ id: 7, name: 'pit' }], annotations, extra: {} });
  const box = (bbox: unknown, more = {}) => ({ image_id: 0, category_id: 7, bbox, ...more });

  it('does without area, iscrowd and segmentation, with ids from 0 and gaps', () => {
    const { dataset, warnings } = decodeCoco(coco([box([1, 2, 3, 4], { odd: true })]));
    expect(warnings).toEqual([]);
    expect(dataset.photos[0].boxes).toEqual([
      { id: 'b1', x0: 1, y0: 2, x1: 4, y1: 6, label: 'pit', source: 'human', status: 'added' },
    ]);
  });

  it("takes scored boxes for a model's, and a photo of nothing else for not reviewed", () => {
    const [photo] = decodeCoco(coco([box([1, 2, 3, 4], { score: 0.5 })])).dataset.photos;
    expect([photo.reviewed, photo.boxes[0].status]).toEqual([false, 'open']);
  });

  it('clips, leaves out and counts', () => {
    const all = [
      box([90, 70, 20, 20]),
      box([95, 70, 20, 20]),
      box([200, 0, 5, 5]),
      box([0, 0, 5, 5], { iscrowd: 1 }),
    ];
    expect(warned(decodeCoco(coco(all)))).toEqual(['box-clipped 2', 'box-outside 1', 'crowd-skipped 1']);
  });

  it.each<[FormatErrorCode, string]>([
    ['not-json', coco([box([1, 2, 3, 4])]).replace('1,', 'NaN,')],
    ['bad-number', coco([box([1, 2, 3, 4])]).replace('1,', '1e999,')],
    ['bad-box', coco([box([1, 2, 0, 4])])],
    ['bad-box', coco([box([1, 2, 3, -4])])],
    ['schema', coco([box([1, 2, 3])])],
    ['schema', coco([box('1234')])],
    ['unknown-id', coco([box([1, 2, 3, 4], { category_id: 1 })])],
    ['unknown-id', coco([box([1, 2, 3, 4], { image_id: 1 })])],
    [
      'duplicate-id',
      coco(
        [],
        [0, 0].map((id) => ({ id, width: 1, height: 1, file_name: 'a' })),
      ),
    ],
    ['schema', coco([], [{ id: 1, file_name: 'a' }])],
    ['schema', coco([], [{ id: 1, width: 1.5, height: 1, file_name: 'a' }])],
    ['schema', '[]'],
    ['bad-number', coco([box([1, 2, 3, 4], { score: 3 })])],
  ])('refuses: %s', (code, text) => {
    expect(codeOf(() => decodeCoco(text))).toBe(code);
  });
});

describe('YOLO', () => {
  const files = (label: string, yaml = 'names: [pit, dent]\n') =>
    new Map([['x/data.yaml', yaml], ['x/labels/train/a.txt', label]]); // prettier-ignore
  const sizes = new Map([['x/images/train/a.jpg', { width: 100, height: 50 }], ['x/images/train/b.jpg', { width: 8, height: 8 }]]); // prettier-ignore

  it('reads tabs, blank lines and CRLF, and a photo without a label file', () => {
    const { dataset, warnings } = decodeYolo(files('\r\n1\t0.5 0.5  0.5 1\r\n\r\n'), { sizes });
    expect(warnings).toEqual([]);
    expect(dataset.photos.map(({ name, boxes, reviewed }) => [name, boxes.length, reviewed])).toEqual([
      ['a.jpg', 1, true],
      ['b.jpg', 0, true],
    ]);
    expect(edges(dataset.photos[0].boxes[0])).toEqual([25, 0, 75, 50]);
  });

  it('boxes polygons, and leaves out photos of unknown size, saying so', () => {
    const polygon = decodeYolo(files('0 0.1 0.2 0.3 0.2 0.3 0.8\n'), { sizes });
    expect(edges(polygon.dataset.photos[0].boxes[0])).toEqual([10, 10, 30, 40]);
    expect(warned(polygon)).toEqual(['polygon-boxed 1']);
    expect(warned(decodeYolo(files('')))).toEqual(['no-size 1']);
    expect(warned(decodeYolo(files('', 'nc: 3\nnames: [a]\n'), { sizes }))).toEqual(['class-count 1']);
  });

  it.each<[FormatErrorCode, string]>([
    ['unknown-id', '2 0.5 0.5 0.1 0.1'],
    ['unknown-id', '0.5 0.5 0.5 0.1 0.1'],
    ['schema', '0 0.5 0.5 0.1'],
    ['bad-number', '0 0.5 0.5 0.1 nan'],
    ['bad-number', '0 0.5 0.5 0.1 Infinity'],
    ['bad-box', '0 0.5 0.5 0 0.1'],
    ['bad-number', 'pit 0.5 0.5 0.1 0.1'],
  ])('refuses: %s', (code, line) => {
    expect(codeOf(() => decodeYolo(files(line), { sizes }))).toBe(code);
  });

  it('needs its classes', () => {
    expect(codeOf(() => decodeYolo(new Map([['labels/a.txt', '']])))).toBe('no-file');
  });
});

describe('VOC', () => {
  const xml = (bounds: string, name = 'pit', source = '') =>
    `<annotation><filename>a.jpg</filename>${source}<size><width>100</width><height>80</height></size>` +
    `<object><name>${name}</name>${bounds}</object></annotation>`;
  const bounds = (a: string, b: string, c: string, d: string) =>
    `<bndbox><xmin>${a}</xmin><ymin>${b}</ymin><xmax>${c}</xmax><ymax>${d}</ymax></bndbox>`;
  const decode = (text: string) => decodeVoc(new Map([['a.xml', text]]));

  it('counts from 1, or from 0 where a 0 shows it', () => {
    expect(edges(decode(xml(bounds('1', '1', '100', '80'))).dataset.photos[0].boxes[0])).toEqual([
      0, 0, 100, 80,
    ]);
    const zero = decode(xml(bounds('0', '5.0', '10', '9')));
    expect(edges(zero.dataset.photos[0].boxes[0])).toEqual([0, 5, 10, 9]);
    expect(warned(zero)).toEqual(['zero-based 1']);
    expect(warned(decode(xml('<polygon/>')))).toEqual(['shape-skipped 1']);
  });

  it.each<[FormatErrorCode, string]>([
    ['bad-box', xml(bounds('11', '1', '5', '5'))],
    ['bad-number', xml(bounds('NaN', '1', '5', '5'))],
    ['bad-number', xml(bounds('0x1', '1', '5', '5'))],
    ['bad-number', xml('<bndbox/>')],
    ['schema', xml(bounds('1', '1', '5', '5'), '')],
    ['schema', '<annotations/>'],
    ['bad-number', '<annotation><filename>a</filename></annotation>'],
    ['xml-doctype', `<!DOCTYPE x [<!ENTITY a "b">]>${xml(bounds('1', '1', '5', '5'))}`],
    ['not-xml', xml(bounds('1', '1', '5', '5'), '&file;')],
    ['not-xml', xml(bounds('1', '1', '5', '5'), 'A&B')],
  ])('refuses: %s', (code, text) => {
    expect(codeOf(() => decode(text))).toBe(code);
  });
});

describe('Label Studio', () => {
  const result = (value: object, more = {}) => ({
    id: 'r', type: 'rectanglelabels', from_name: 'l', to_name: 'i', original_width: 200, original_height: 100,
    image_rotation: 0, value: { x: 10, y: 10, width: 20, height: 20, rotation: 0, rectanglelabels: ['pit'], ...value }, ...more,
  }); // prettier-ignore
  const task = (more: object) => JSON.stringify([{ data: { image: '/data/upload/3/a%20b.jpg' }, ...more }]);

  it('reads an old export, with completions', () => {
    const { dataset } = decodeLabelStudio(task({ completions: [{ result: [result({})] }] }));
    expect(dataset.photos[0]).toMatchObject({ name: 'a b.jpg', width: 200, height: 100, reviewed: true });
    expect(edges(dataset.photos[0].boxes[0])).toEqual([20, 10, 60, 30]);
  });

  it('takes a prediction that was annotated unchanged for accepted', () => {
    const work = { result: [result({})] };
    const { dataset } = decodeLabelStudio(task({ predictions: [work], annotations: [work] }));
    expect(dataset.photos[0].boxes.map(({ source, status }) => [source, status])).toEqual([
      ['model', 'accepted'],
    ]);
  });

  it('boxes what is turned, skips other shapes and cancelled work, and says so', () => {
    const turned = decodeLabelStudio(
      task({
        annotations: [{ result: [result({ rotation: 90, x: 50 }), result({}, { type: 'brushlabels' })] }],
      }),
    );
    expect(warned(turned)).toEqual(['rotation-boxed 1', 'shape-skipped 1']);
    const [x0, y0, x1, y1] = edges(turned.dataset.photos[0].boxes[0]);
    // 40 × 20 pixels about (100, 10), clockwise: 20 wide to the left, 40 down.
    expect([x0, y0, x1, y1].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([80, 10, 100, 50]);
    const cancelled = decodeLabelStudio(
      task({ annotations: [{ was_cancelled: true, result: [result({})] }] }),
    );
    expect(warned(cancelled)).toEqual(['annotation-skipped 1']);
    expect(cancelled.dataset.photos[0]).toMatchObject({ reviewed: false, boxes: [] });
    expect(warned(decodeLabelStudio(task({ annotations: [] })))).toEqual(['no-size 1']);
  });

  it.each<[FormatErrorCode, string]>([
    ['schema', '{}'],
    ['schema', '[{}]'],
    ['schema', task({ annotations: [{ result: [result({ x: '10' })] }] })],
    ['bad-box', task({ annotations: [{ result: [result({ width: 0 })] }] })],
    ['schema', task({ annotations: [{ result: [result({ rectanglelabels: [] })] }] })],
  ])('refuses: %s', (code, text) => {
    expect(codeOf(() => decodeLabelStudio(text))).toBe(code);
  });
});

describe('CVAT', () => {
  const cvat = (shapes: string, meta = '') =>
    `<?xml version="1.0"?><annotations><version>1.1</version><meta>${meta}</meta>` +
    `<image id="0" name="a.jpg" width="100" height="80">${shapes}</image></annotations>`;
  const box = (more = '', xbr = '20') =>
    `<box label="pit" xtl="10" ytl="10" xbr="${xbr}" ybr="20.00" ${more}/>`;

  it('reads jobs and tasks, with labels in order', () => {
    const labels = '<labels><label><name>dent</name></label><label><name>pit</name></label></labels>';
    for (const work of ['job', 'task', 'project'])
      expect(decodeCvat(cvat(box(), `<${work}>${labels}</${work}>`)).dataset.categories).toEqual([
        'dent',
        'pit',
      ]);
  });

  it('boxes what is turned and skips other shapes', () => {
    const found = decodeCvat(
      cvat(box('rotation="90.0"', '30') + '<polygon points="1,1"/><tag label="bad"/>'),
    );
    expect(warned(found)).toEqual(['rotation-boxed 1', 'shape-skipped 2']);
    expect(edges(found.dataset.photos[0].boxes[0]).map(Math.round)).toEqual([15, 5, 25, 25]);
  });

  it.each<[FormatErrorCode, string]>([
    ['bad-box', cvat(box('', '10'))],
    ['bad-box', cvat(box('rotation="45"', '5'))],
    ['bad-number', cvat('<box label="pit"/>')],
    ['schema', cvat(box()).replace('label="pit"', '')],
    ['schema', '<annotation/>'],
    ['not-xml', cvat('<box>')],
    ['too-many', '<a>'.repeat(70)],
  ])('refuses: %s', (code, text) => {
    expect(codeOf(() => decodeCvat(text))).toBe(code);
  });
});

describe('CSV', () => {
  it('never starts a cell with a formula', () => {
    const box = { id: '@1', x0: 0, y0: 0, x1: 1, y1: 1, source: 'human', status: 'added' } as const;
    const labels = ['=1+1', '+1', '-1', '@x', '\t=1', '＝１', "'=1", ' =1'];
    const boxes = labels.map((label, i) => ({ ...box, id: `${box.id}${i}`, label }));
    const photo = { name: '=cmd().jpg', width: 9, height: 9, reviewed: true, comment: '=1,"2"\n', boxes };
    const text = encodeCsv({ photos: [photo], categories: [] });
    expect(text.startsWith('\ufeffphoto,width,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/(^|,)"?[=+\-@＝]/);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(decodeCsv(text).dataset.photos[0]).toMatchObject({ comment: photo.comment, boxes });
  });
});

describe('detectFormat', () => {
  it('knows each format by its own export', () => {
    const dataset = {
      photos: [{ name: 'a.jpg', width: 9, height: 9, reviewed: true, boxes: [] }],
      categories: ['pit'],
    };
    for (const format of Object.values(FORMATS)) expect(detectFormat(format.encode(dataset))).toBe(format.id);
    const coco = new Map([...FORMATS.coco.encode(dataset), ['results.json', encodeCocoResults(dataset)]]);
    expect(detectFormat(coco)).toBe('coco');
    expect(FORMATS.coco.decode(coco).dataset.photos).toEqual(dataset.photos);
    expect(codeOf(() => detectFormat(new Map([['a.txt', 'hello']])))).toBe('unknown-format');
  });
});
