export { exact, type Exact } from './exact';
export { asRecorded, exactText, halfUp, percent } from './print';
