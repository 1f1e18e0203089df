export { openTable } from './open-table';
export {
  type Encoding,
  type OpenedTable,
  type Separator,
  TABLE_LIMITS,
  type TableCell,
  type TableLimits,
  type TableProblem,
  TableRefusal,
  type TableRow,
  type TableSource,
} from './table';
