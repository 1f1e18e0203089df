import { TestApplication } from '../support/application';
import { type ImportBody, Importing } from '../support/importing';

const HEADER = '指标编号\t区域编号\t期间\t数值\t原因';
const table = (...rows: string[]): string => [HEADER, ...rows].join('\n');
const racks = (period: string, value: string, reason = ''): string =>
  `racks\t621000\t${period}\t${value}\t${reason}`;

describe('importing a table of figures', () => {
  let test: TestApplication;
  let official: Importing;

  beforeEach(async () => {
    test = await TestApplication.start();
    await test.loadCatalog('catalog/qingyang-2025.yaml');
    official = new Importing(test, await test.somebody('official', { department: 'gov-xifeng' }));
  });

  afterEach(() => test.stop());

  const submitted = (): Promise<number> => test.count(`actual WHERE state = 'submitted'`);

  it('says what each row comes to, and puts nothing on record', async () => {
    await test.logAccepted({ period: '2025-03-31', value: '40000' });
    await test.logAccepted({ period: '2025-04-30', value: '45000' });
    const batch = await official.paste(
      table(
        racks('2025年5月', '5万'),
        racks('2025-03-31', '40,000.0'),
        racks('2025/4/30', '46000', '核实'),
        racks('2025-06-30', '99999999'),
        racks('2025-13', '7'),
        racks('2025-07-31', 'abc'),
        'coal\t621000\t2025-05\t1\t',
        racks('2025-05', '50000'),
        racks('2025-05', '50001'),
        '\t621000\t2025-08\t\t',
      ),
    );
    expect(batch).toMatchObject({ state: 'ready', rowsRead: 10, problem: null });
    expect(batch.readAs.columns).toEqual(['indicator', 'area', 'period', 'value', 'reason']);
    expect(await official.fates(batch)).toEqual([
      '2 new',
      '3 same',
      '4 revision',
      '5 warning value finding.out_of_range',
      expect.stringMatching(/^6 error period entry\.period\./),
      expect.stringMatching(/^7 error value entry\.figure\./),
      '8 error indicator series.unknown',
      '9 same',
      '10 error  actual.period_waits',
      '11 error indicator entry.missing',
    ]);
    expect(batch.counts).toEqual({ new: 1, same: 2, revision: 1, warning: 1, error: 5, blank: 0 });
    expect((await official.rows(batch))[0]).toMatchObject({ value: '50000', periodEnd: '2025-05-31' });
    for (const { problems } of await official.rows(batch))
      for (const { message } of problems) expect(message).toMatch(/[\u4e00-\u9fff]/);
    expect(await submitted()).toBe(0);
  });

  it('puts exactly what was previewed on record, as submissions of whoever handed it in', async () => {
    await test.logAccepted({ period: '2025-03-31', value: '40000' });
    const batch = await official.paste(
      table(racks('2025-03-31', '41000'), racks('2025-05-31', '50000'), racks('2025-06-30', '突破51000')),
    );
    const refused = await official.commit(batch);
    expect([refused.status, refused.body.code]).toEqual([422, 'import.needs_reason']);
    expect(await submitted()).toBe(0);
    const done = await official.commit(batch, '按统计局核定');
    expect([done.status, done.body.added, done.body.state]).toEqual([200, 3, 'committed']);
    const figures = await test.db.query<object[]>(
      `SELECT period_end::text AS "end", kind, value::text, qualifier, reason, recorded_by AS "by" FROM actual
       WHERE state = 'submitted' ORDER BY period_end`,
    );
    const by = official.who.login;
    expect(figures).toEqual([
      { end: '2025-03-31', kind: 'correction', value: '41000', qualifier: '=', reason: '按统计局核定', by },
      { end: '2025-05-31', kind: 'entry', value: '50000', qualifier: '=', reason: null, by },
      { end: '2025-06-30', kind: 'entry', value: '51000', qualifier: '>=', reason: null, by },
    ]);
    expect(
      await test.count(
        `audit_event WHERE action = 'actual.submitted' AND details ->> 'import' = '${batch.id}'`,
      ),
    ).toBe(3);
    expect(await test.count(`audit_event WHERE action = 'import.committed'`)).toBe(1);
    expect([await test.count('import_row'), await test.count('import_fate')]).toEqual([0, 0]);
    expect((await official.commit(batch, 'x')).status).toBe(409);
  });

  it('adds nothing the second time, nor when both are committed at once', async () => {
    const text = table(racks('2025-05-31', '50000'), racks('2025-06-30', '51000'));
    const [one, two] = [await official.paste(text), await official.paste(text)];
    const outcomes = await Promise.all([official.commit(one), official.commit(two)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await submitted()).toBe(2);
    const again = await official.paste(text);
    expect(again.counts).toMatchObject({ same: 2, new: 0, error: 0 });
    expect((await official.commit(again)).body.added).toBe(0);
    expect(await submitted()).toBe(2);
  });

  it('puts nothing on record where one row is wrong', async () => {
    const batch = await official.paste(table(racks('2025-05-31', '50000'), racks('2025-06-30', '??')));
    const refused = await official.commit(batch);
    expect([refused.status, refused.body.code]).toEqual([422, 'import.rows']);
    expect(await submitted()).toBe(0);
  });

  it('puts nothing on record where something has changed since the preview', async () => {
    const batch = await official.paste(table(racks('2025-05-31', '50000'), racks('2025-06-30', '51000')));
    await test.post('/actuals', { indicator: 'racks', area: '621000', period: '2025-06-30', value: '52000' });
    const refused = await official.commit(batch);
    expect([refused.status, refused.body.code]).toEqual([412, 'import.changed']);
    expect(await submitted()).toBe(1);
  });

  it('is nobody else’s to see, to commit or to cancel', async () => {
    const batch = await official.paste(table(racks('2025-05-31', '50000')));
    const colleague = new Importing(test, await test.somebody('official', { department: 'gov-xifeng' }));
    for (const answer of [
      await colleague.who.get<ImportBody>(`/imports/${batch.id}`),
      await colleague.who.get<ImportBody>(`/imports/${batch.id}/rows`),
      await colleague.commit(batch, 'x'),
      await colleague.who.post<ImportBody>(`/imports/${batch.id}/cancel`),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'import.not_found']);
    expect(await submitted()).toBe(0);
  });

  it('leaves nothing when it is cancelled', async () => {
    const batch = await official.paste(table(racks('2025-05-31', '50000')));
    const cancelled = await official.who.post<ImportBody>(`/imports/${batch.id}/cancel`);
    expect(cancelled.body.state).toBe('cancelled');
    expect([await test.count('import_row'), await test.count('import_fate')]).toEqual([0, 0]);
    expect((await official.commit(batch)).status).toBe(409);
    expect((await official.who.post(`/imports/${batch.id}/cancel`)).status).toBe(409);
  });

  it('reads files as they come, and says as what', async () => {
    const gb18030 = Buffer.from('d6b8b1eab1e0bac52cc7f8d3f2b1e0bac52cc6dabce42ccafdd6b50d0a', 'hex');
    const batch = await official.upload(
      Buffer.concat([gb18030, Buffer.from('racks,621000,2025-05-31,50000\r\n')]),
    );
    expect(batch).toMatchObject({ state: 'ready', counts: { new: 1 } });
    expect(batch.readAs).toMatchObject({ format: 'csv', encoding: 'gb18030' });
  });

  it('refuses a file that is no table, whole and in words', async () => {
    const batch = await official.upload(Buffer.from('PK\u0003\u0004 not really'), 'x.xlsx');
    expect([batch.state, batch.counts]).toEqual(['failed', null]);
    expect(batch.problem?.message).toMatch(/[\u4e00-\u9fff]/);
    const headless = await official.paste('a\tb\n1\t2');
    expect([headless.state, headless.problem?.code]).toEqual([
      'failed',
      expect.stringMatching(/^entry\.header/),
    ]);
    expect(await test.count('import_row')).toBe(0);
  });

  it('tells of units that are not the indicator’s, and of a percentage where there is none', async () => {
    const header = '指标编号\t区域编号\t期间\t数值\t单位';
    const batch = await official.paste(
      [header, 'racks\t621000\t2025-05-31\t50000\t万架', 'racks\t621000\t2025-06-30\t85%\t'].join('\n'),
    );
    expect(await official.fates(batch)).toEqual(['2 error unit entry.unit', '3 error value entry.percent']);
  });

  it('takes so many rows of one line of record, and says from which line on there are too many', async () => {
    const days = (count: number): string[] =>
      Array.from({ length: count }, (_, day) =>
        racks(new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10), String(1000 + day)),
      );
    const many = await official.upload(Buffer.from(table(...days(1000))));
    expect(many.counts).toMatchObject({ new: 1000, error: 0 });
    const more = await official.upload(Buffer.from(table(...days(1001))));
    expect([more.state, more.problem?.code, more.counts]).toEqual(['failed', 'table.too_many_of_one', null]);
    expect(more.problem?.message).toContain('1002');
    expect(await test.count('import_row')).toBe(1000);
  });

  it('says of what is no code that it is none', async () => {
    const header = '指标编号\t区域编号\t口径\t期间\t数值';
    const batch = await official.paste(
      [header, 'racks\t621000\t常住人口\t2025-05-31\t5', 'racks\t621000\ta/b\t2025-05-31\t5'].join('\n'),
    );
    expect(await official.fates(batch)).toEqual([
      '2 error definition field.code',
      '3 error definition field.code',
    ]);
  });

  it('counts no row to a line of record that says no figure of it', async () => {
    const rows = Array.from({ length: 1001 }, () => '\t\t2025-05-31\t5\t');
    const batch = await official.upload(Buffer.from(table(...rows, racks('2025-05-31', '50000'))));
    expect([batch.state, batch.counts]).toEqual(['ready', expect.objectContaining({ error: 1001, new: 1 })]);
  });

  it('leaves a row without a value out in a template only', async () => {
    const batch = await official.paste(table(racks('2025-05-31', '')));
    expect(await official.fates(batch)).toEqual(['2 error value entry.missing']);
  });

  it('takes no column of numbers for the ids of figures', async () => {
    const header = 'ID\t指标编号\t区域编号\t期间\t数值';
    const batch = await official.paste(`${header}\n1\tracks\t621000\t2025-05-31\t50000`);
    expect(await official.fates(batch)).toEqual(['2 new']);
  });
});
