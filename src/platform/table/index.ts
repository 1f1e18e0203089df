export { openTable } from './open-table';
export {
  type OpenedTable,
  refusal,
  TABLE_LIMITS,
  type TableLimits,
  type TableProblem,
  TableRefusal,
  type TableRow,
  type TableSource,
} from './table';
