import { Problem } from '../../platform/http';
import { storeProblem } from './store-problem';

const failure = (facts: object): Error => Object.assign(new Error('failed'), facts);

describe('what a store refused', () => {
  it.each([
    ['a full disk', failure({ code: 'ENOSPC', syscall: 'write' }), 'no_space', 'evidence.no_space'],
    ['a used up quota', failure({ code: 'EDQUOT', syscall: 'write' }), 'no_space', 'evidence.no_space'],
    [
      'a file system with a limit',
      failure({ code: 'EFBIG', syscall: 'write' }),
      'no_space',
      'evidence.no_space',
    ],
    [
      'a closed folder',
      failure({ code: 'EACCES', syscall: 'open' }),
      'unavailable',
      'evidence.store_unavailable',
    ],
    [
      'a broken disk',
      failure({ code: 'EIO', syscall: 'fsync' }),
      'unavailable',
      'evidence.store_unavailable',
    ],
    ['an answer of S3', failure({ $metadata: {} }), 'unavailable', 'evidence.store_unavailable'],
  ])('%s is a problem with a code', (_what, error, kind, code) => {
    expect(storeProblem(error)).toMatchObject({ kind, code });
  });

  it('stays what it is when it is no failure of the store', () => {
    const mistake = new TypeError('ours');
    const problem = new Problem('invalid', 'evidence.empty');
    expect(storeProblem(mistake)).toBe(mistake);
    expect(storeProblem(problem)).toBe(problem);
  });
});
