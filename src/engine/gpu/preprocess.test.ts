import { expect, test } from 'vitest';
import { preprocess } from './preprocess';

const shaders = {
  op: '//#use lib/rows\n//#use lib/w_{{w}}\nfn main() {}',
  'lib/rows': 'const rows = 1;',
  'lib/w_f16': '//#use lib/rows\nvar w: {{cell}};',
};

test('parts are put in once, whichever asks first, and placeholders filled', () => {
  const source = preprocess('op', shaders, { w: 'f16', cell: 'vec4f' });
  expect(source).toBe('const rows = 1;\n\nvar w: vec4f;\nfn main() {}');
});

test('an unknown part or placeholder is an error that names it', () => {
  expect(() => preprocess('op', shaders, { w: 'q4' })).toThrow('no shader lib/w_q4, which op uses');
  expect(() => preprocess('op', shaders, { w: 'f16' })).toThrow('lib/w_f16: {{cell}} has no value');
});
