/** What `\s` is to `neutralized`, blank by blank: the database has its own idea of what a blank is. */
const BLANKS = '\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const FORMULA = `'^(?:[${BLANKS}]*[=+@＝＋－＠-]|[\\t\\r\\n''])'`;

/** With what such a text begins, as code points: looked at first, for a pattern takes the whole text apart. */
const BEGINNINGS = [
  ...[9, 10, 11, 12, 13, 32, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff],
  ...Array.from({ length: 11 }, (_, index) => 0x2000 + index),
  ...[...`=+-@'＝＋－＠`].map((mark) => mark.codePointAt(0)),
].join(', ');

/** SQL that does to a text what `neutralized` does. */
export const neutralizedSql = (text: string): string =>
  `CASE WHEN ascii(${text}) IN (${BEGINNINGS}) AND ${text} ~ ${FORMULA} THEN '''' || ${text} ELSE ${text} END`;
