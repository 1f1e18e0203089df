import { createLogger } from './logger';
import { requestIds } from './request-id';
import { AddressList } from '../network';

describe('the log', () => {
  const logged = (
    level: 'log' | 'warn',
    write: (logger: ReturnType<typeof createLogger>) => void,
  ): string => {
    let text = '';
    write(createLogger({ level, to: { write: (line) => (text += line) } }));
    return text;
  };

  it('is one JSON object a line, with level and time in words', () => {
    const line = JSON.parse(
      logged('log', (log) => {
        log.info({ status: 200 }, 'answered');
      }),
    ) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'info', status: 200, msg: 'answered' });
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out what the level says', () => {
    expect(
      logged('warn', (log) => {
        log.info('answered');
      }),
    ).toBe('');
  });

  it.each<[string, object]>([
    ['a password', { password: 'geheim-1' }],
    ['a password in something', { input: { password: 'geheim-1' } }],
    ['a header', { req: { headers: { authorization: 'Bearer geheim-1' } } }],
    [
      'a cookie',
      { headers: { cookie: 'a=geheim-1', 'set-cookie': ['geheim-1'], 'x-csrf-token': 'geheim-1' } },
    ],
    ['an address', { url: '/x?token=geheim-1' }],
    [
      'what a statement was given',
      {
        err: Object.assign(new Error('failed'), {
          parameters: ['geheim-1'],
          query: 'geheim-1',
          detail: 'geheim-1',
        }),
      },
    ],
  ])('does not tell %s', (_what, line) => {
    const text = logged('log', (log) => {
      log.warn(line, 'careless');
    });
    expect(text).toContain('careless');
    expect(text).not.toContain('geheim-1');
  });

  it('tells of an error its kind, message, stack and code', () => {
    const error = Object.assign(new TypeError('failed'), { code: '23505' });
    expect(
      JSON.parse(
        logged('log', (log) => {
          log.error({ err: error });
        }),
      ),
    ).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'failed',
        code: '23505',
        stack: expect.stringContaining('logger.spec') as unknown,
      },
    });
  });
});

describe('the id of a request', () => {
  const ids = requestIds(new AddressList(['10.0.0.1']));
  const asked = (remoteAddress: string, id?: string): string =>
    ids({ headers: { 'x-request-id': id }, socket: { remoteAddress } } as never);

  it('is that of a trusted proxy', () => {
    expect(asked('10.0.0.1', 'edge-0001')).toBe('edge-0001');
  });

  it.each([
    ['10.0.0.2', 'edge-0001'],
    ['10.0.0.1', 'short'],
    ['10.0.0.1', 'x'.repeat(65)],
    ['10.0.0.1', 'edge-0001 "level":"info"'],
    ['10.0.0.1', 'edge-0001\n{}'],
    ['10.0.0.1', undefined],
  ])('is a new one for %s and %s', (address, id) => {
    expect(asked(address, id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
