import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogFile } from './read-catalog-file';

const files = ['qingyang-2025.yaml', 'example-education.yaml'].map((name) => {
  return readFileSync(join(__dirname, '../../../catalog', name), 'utf8');
});
const file = fc.constantFrom(...files);

/** What a careless hand or a malicious one puts in the place of a line. */
const intrusion = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '- ',
    '  - code: G01',
    'null',
    '{',
    '[',
    '&a [*a]',
    '*a',
    '!!int 1',
    '<<: *a',
    '"\\0"',
    '%YAML 1.1',
  ),
  fc.constantFrom(
    '---',
    '...',
    '? [a]: b',
    '\t- x',
    'goals: 3',
    '__proto__: {x: 1}',
    '    follows: G07',
    "'\uD800'",
  ),
);
const edit = fc.record({
  at: fc.nat(),
  count: fc.nat({ max: 3 }),
  put: fc.array(intrusion, { maxLength: 2 }),
});

function expectAnAnswer(text: string): void {
  const reading = readCatalogFile(text);
  if (reading.ok) return;
  expect(reading.problems.length).toBeGreaterThan(0);
  const lines = reading.problems.map((problem) => problem.line);
  expect(lines.every((line) => Number.isInteger(line) && line >= 1)).toBe(true);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
}

describe('a file that was damaged', () => {
  it('never makes the reader fail, whichever lines were lost or replaced', () => {
    fc.assert(
      fc.property(file, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        const lines = text.split('\n');
        for (const { at, count, put } of edits) lines.splice(at % lines.length, count, ...put);
        expectAnAnswer(lines.join('\n'));
      }),
      { numRuns: 150 },
    );
  });

  it('never makes the reader fail, whichever scalar was replaced', () => {
    fc.assert(
      fc.property(file, fc.nat(), intrusion, (text, at, put) => {
        const values = [...text.matchAll(/: [^\n,}]+/g)];
        const hit = values[at % values.length];
        const index = hit?.index ?? 0;
        expectAnAnswer(`${text.slice(0, index)}: ${put}${text.slice(index + (hit?.[0].length ?? 0))}`);
      }),
      { numRuns: 150 },
    );
  });

  it('never makes the reader fail, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(intrusion).map((all) => all.join('\n')),
        ),
        (text) => {
          expectAnAnswer(text);
        },
      ),
      { numRuns: 300 },
    );
    const decoder = new TextDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expectAnAnswer(decoder.decode(bytes));
      }),
    );
  });
});
