/** Records with what they point up at before them, and otherwise as they were. There are no rings. */
export function rootsFirst<R extends { readonly code: string }>(
  records: readonly R[],
  above: (record: R) => string | null,
): readonly R[] {
  const byCode = new Map(records.map((record) => [record.code, record]));
  const ordered = new Set<R>();
  for (const record of records) {
    const trail: R[] = [];
    let next: R | undefined = record;
    while (next && !ordered.has(next)) {
      trail.push(next);
      next = byCode.get(above(next) ?? '');
    }
    for (const one of trail.reverse()) ordered.add(one);
  }
  return [...ordered];
}
