export { BYTE_ORDER_MARK, type Cell, type CellType, csvLines, type Separator } from './csv';
export { neutralizedSql } from './neutralized-sql';
export { recordEnds } from './record-ends';
