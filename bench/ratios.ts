export type Print = (line: string) => void;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/** Prints the median of each way, and how many times as long `ours` takes. Times are milliseconds. */
export function tellRatios(
  print: Print,
  what: string,
  ours: string,
  times: ReadonlyMap<string, readonly number[]>,
): void {
  const time = median(times.get(ours) ?? []);
  for (const [name, all] of times) {
    const own = median(all);
    const ratio = name === ours ? '' : `  ${ours} takes ${(time / own).toFixed(2)} times as long`;
    print(`${what}: ${name.padEnd(32)} ${(own / 1000).toFixed(2)} s${ratio}`);
  }
}

export function tellMemory(print: Print, what: string, before: number, after: number): void {
  print(`${what}: memory of the process grew by ${((after - before) / 1024 ** 2).toFixed(0)} MB at most`);
}
