/** Numbers from 0 on below `below`, the same ones for the same seed. */
export type Dice = (below: number) => number;

/** The mulberry32 generator: small, and the same on every machine. */
export function dice(seed: number): Dice {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What readers of CSV, ZIP and XML stumble over. */
const SPLINTERS = [
  '"',
  '""',
  '\0',
  '\r',
  '\n\n',
  ','.repeat(300),
  '\ufeff',
  '<',
  '&x;',
  ']]>',
  '<!DOCTYPE a>',
  '<c><f>1</f></c>',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '9'.repeat(400),
  'x'.repeat(40_000),
].map((text) => Buffer.from(text));

type Mutation = (bytes: Buffer, roll: Dice) => Buffer;

const replaced = (bytes: Buffer, from: number, to: number, by: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);

const MUTATIONS: readonly Mutation[] = [
  // Cut off.
  (bytes, roll) => bytes.subarray(0, roll(bytes.length)),
  // One byte another.
  (bytes, roll) => {
    const at = roll(bytes.length);
    return replaced(bytes, at, at + 1, Buffer.from([roll(256)]));
  },
  // A piece missing.
  (bytes, roll) => {
    const at = roll(bytes.length);
    return replaced(bytes, at, at + 1 + roll(40), Buffer.alloc(0));
  },
  // A piece twice.
  (bytes, roll) => {
    const at = roll(bytes.length);
    return replaced(bytes, at, at, bytes.subarray(at, at + roll(200)));
  },
  // A splinter in between.
  (bytes, roll) => {
    const at = roll(bytes.length);
    return replaced(bytes, at, at, SPLINTERS[roll(SPLINTERS.length)] ?? Buffer.alloc(0));
  },
  // A piece overwritten with noise.
  (bytes, roll) => {
    const at = roll(bytes.length);
    return replaced(bytes, at, at + 8, Buffer.from(Array.from({ length: 8 }, () => roll(256))));
  },
];

/** The bytes with one to three things wrong with them. */
export function mutated(bytes: Buffer, roll: Dice): Buffer {
  let broken = bytes;
  for (let times = 1 + roll(3); times > 0 && broken.length > 0; times -= 1)
    broken = MUTATIONS[roll(MUTATIONS.length)]?.(broken, roll) ?? broken;
  return broken;
}
