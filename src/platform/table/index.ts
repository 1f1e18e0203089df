export { openTable } from './open-table';
export {
  type OpenedTable,
  TABLE_LIMITS,
  type TableLimits,
  type TableProblem,
  TableRefusal,
  type TableRow,
  type TableSource,
} from './table';
