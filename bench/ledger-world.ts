import type { DataSource } from 'typeorm';

/** 100 indicators in 25 areas, ten years of months: 2,500 lines of record with 300,000 revisions. */
export const LEDGER_ROWS = 300_000;

/*
 * Set-based, and without the triggers that judge each figure: what is measured is how the record leaves. Of the
 * figures 1 in 50 is corrected, 1 in 100 waits, 1 in 3 has a note, of these 1 in 10 one that must be quoted or guarded.
 */
const WORLD = `
  SET session_replication_role = replica;
  INSERT INTO area (code, name_zh, name_en, level)
    SELECT '62' || to_char(n, 'FM0000'), '示例' || n || '县', 'County ' || n, 'county' FROM generate_series(1, 25) n;
  INSERT INTO department (code, name_zh, name_en, area_id)
    SELECT 'dept-' || id, name_zh || '人民政府', name_en || ' government', id FROM area;
  INSERT INTO indicator (code, name_zh, name_en, unit_zh, unit_en, measure, direction, entry_mode, decimals, cycle,
      due_working_day)
    SELECT 'indicator-' || to_char(n, 'FM000'), '指标' || n, 'Indicator ' || n, '万吨', '10,000 t', 'stock', 'increase',
      'level', 2, 'month', 10 FROM generate_series(1, 100) n;
  INSERT INTO series (indicator_id, area_id, definition) SELECT i.id, a.id, 'standard' FROM indicator i, area a
    ORDER BY i.id, a.id;
  INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, held_for, reason, note, evidence_url,
      recorded_at, recorded_by, decided_at, decided_by)
    SELECT s.id, (date '2015-02-01' + make_interval(months => m))::date - 1, r, CASE r WHEN 1 THEN 'entry' ELSE 'correction' END,
      round(((s.id * 7919 + m * 104729) % 1000003)::numeric / 100 + r, 2), CASE WHEN m % 10 = 0 THEN '>=' ELSE '=' END,
      CASE WHEN (s.id + m) % 100 = 7 AND r = 1 THEN 'submitted' ELSE 'accepted' END,
      CASE WHEN (s.id + m) % 40 = 3 THEN '[{"code":"jump","params":{"step":"9","typical":"1"}}]'::jsonb END,
      CASE WHEN r > 1 OR (s.id + m) % 40 = 3 THEN '核对原始凭证后确认' END,
      CASE WHEN (s.id + m) % 30 = 0 THEN '=见附件, "月报"' WHEN (s.id + m) % 3 = 0 THEN '由统计局月报提供，已与上报口径核对' END,
      CASE WHEN (s.id + m) % 5 = 0 THEN 'https://data.example.gov.cn/monthly/' || s.id || '/' || m END,
      timestamptz '2015-02-10 08:00+08' + make_interval(months => m, secs => s.id + r * 60), '填报人' || s.id % 50,
      CASE WHEN (s.id + m) % 100 = 7 AND r = 1 THEN NULL
        ELSE timestamptz '2015-02-12 09:00+08' + make_interval(months => m, secs => s.id + r * 60) END,
      CASE WHEN (s.id + m) % 100 = 7 AND r = 1 THEN NULL ELSE '审核人' || s.id % 20 END
    FROM generate_series(0, 118) m, series s, LATERAL generate_series(1, CASE WHEN (s.id + m) % 119 = 0 THEN 2 ELSE 1 END) r
    ORDER BY m, s.id, r;
  SET session_replication_role = origin;
  ANALYZE`;

/** Fills an empty, migrated database as its superuser. */
export async function fillLedger(db: DataSource): Promise<void> {
  await db.query(WORLD);
  const [{ count }] = await db.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM actual`);
  if (count !== LEDGER_ROWS) throw new Error(`${count} rows instead of ${LEDGER_ROWS}`);
}
