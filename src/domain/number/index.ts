export { exact, type Exact } from './exact';
export { halfUp } from './print';
