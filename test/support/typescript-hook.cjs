/* Lets a thread that a test starts read TypeScript, compiled as Jest compiles it: once, for there are many threads. */
const { createHash } = require('crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('fs');
const { join } = require('path');

const OPTIONS = {
  jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
  module: { type: 'commonjs' },
};

require.extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const folder = join(process.cwd(), 'node_modules', '.cache', 'threads');
  const compiled = join(folder, createHash('sha256').update(source).digest('hex'));
  if (!existsSync(compiled)) {
    mkdirSync(folder, { recursive: true });
    const mine = `${compiled}.${process.pid}-${process.hrtime.bigint()}`;
    writeFileSync(mine, require('@swc/core').transformSync(source, OPTIONS).code);
    renameSync(mine, compiled);
  }
  module._compile(readFileSync(compiled, 'utf8'), file);
};
