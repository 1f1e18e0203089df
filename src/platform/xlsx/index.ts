export { type Fill } from './styles';
export { type Sheet, type SheetColumn, workbook, XLSX_MEDIA_TYPE } from './workbook';
