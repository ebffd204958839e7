import { describe, expect, it } from 'vitest';
import { ruleVerdict, type RuleInput } from './verdict';

const rule = (more: Partial<RuleInput>) =>
  ruleVerdict({ findings: [], model: 'pass', cannot: false, threshold: 0.5, ...more });
const found = (...scores: number[]) => scores.map((score, index) => ({ id: `p${index}`, score }));

describe('the verdict', () => {
  it.each<[string, Partial<RuleInput>, string, string, string[]]>([
    ['a finding at the threshold', { findings: found(0.5, 0.2) }, 'fail', 'finding', ['p0']],
    [
      'a finding against the answer’s PASS',
      { findings: found(0.9), model: 'pass' },
      'fail',
      'finding',
      ['p0'],
    ],
    ['a finding in the band', { findings: found(0.1, 0.3) }, 'review', 'unsure', ['p1']],
    ['a finding below the band', { findings: found(0.29) }, 'pass', 'clean', []],
    ['a band of one’s own', { findings: found(0.29), reviewFrom: 0.2 }, 'review', 'unsure', ['p0']],
    ['the threshold raised above it', { findings: found(0.6), threshold: 0.7 }, 'review', 'unsure', ['p0']],
    ['the photo cannot tell', { findings: found(0.9), cannot: true }, 'review', 'cannot', []],
    ['the answer is unsure', { model: 'review' }, 'review', 'model-unsure', []],
    ['FAIL without a finding', { model: 'fail' }, 'review', 'contradiction', []],
    ['no verdict', { model: null }, 'review', 'no-answer', []],
    ['nothing', {}, 'pass', 'clean', []],
  ])('%s', (_, input, verdict, reason, because) => {
    expect(rule(input)).toEqual({ verdict, reason, because });
  });
});
