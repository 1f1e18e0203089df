export { type Kind, KINDS } from './kinds';
export { recognise } from './recognise';
