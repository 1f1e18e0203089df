export { zipped, type ZipEntry } from './zip';
