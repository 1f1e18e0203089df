// Prints the text of each page of the PDF given on standard input, as JSON. A process of its own: ES modules only.
import { buffer } from 'node:stream/consumers';
import { extractText } from 'unpdf';

const { text } = await extractText(new Uint8Array(await buffer(process.stdin)));
process.stdout.write(JSON.stringify(text));
