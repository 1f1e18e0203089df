import { databaseProblem } from './database-problem';

describe('what the database refuses', () => {
  it.each([
    ['an append-only record', { code: 'DX001' }, 'conflict', 'record.append_only'],
    ['the same, wrapped by the mapper', { driverError: { code: 'DX001' } }, 'conflict', 'record.append_only'],
    ['a key taken by another writer', { code: '23505' }, 'conflict', 'record.concurrent'],
    ['overlapping terms', { code: '23P01' }, 'conflict', 'record.concurrent'],
    ['a deadlock', { code: '40P01' }, 'conflict', 'record.concurrent'],
    ['a server that stops', { code: '57P01' }, 'unavailable', 'database.unavailable'],
    ['a connection refused', { code: 'ECONNREFUSED' }, 'unavailable', 'database.unavailable'],
    [
      'a connection waited for in vain',
      new Error('timeout exceeded when trying to connect'),
      'unavailable',
      'database.unavailable',
    ],
    [
      'a connection lost',
      Object.assign(new Error('wrapped'), {
        driverError: new Error('Connection terminated due to connection timeout'),
      }),
      'unavailable',
      'database.unavailable',
    ],
    ['no more connections', { code: '53300' }, 'unavailable', 'database.unavailable'],
  ])('%s', (_what, error, kind, code) => {
    expect(databaseProblem(error)).toMatchObject({ kind, code });
  });

  it.each([[{ code: '42601' }], [{ code: '23514' }], [new Error('ours')], [null], ['text'], [{ code: 5 }]])(
    '%j is our own mistake',
    (error) => {
      expect(databaseProblem(error)).toBeNull();
    },
  );
});
