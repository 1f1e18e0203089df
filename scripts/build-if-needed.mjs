// Builds once, and again only when a source file is newer than the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist/.built');
const inputs = [
  'src',
  'migrations',
  'bench',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

// An image holds the built program, without its sources and the tools that built it.
if (!existsSync(join(root, 'src'))) process.exit(0);

const present = inputs.map((name) => join(root, name)).filter((path) => existsSync(path));
const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
if (Math.max(...present.map(newest)) > built) {
  const nest = fileURLToPath(import.meta.resolve('@nestjs/cli/bin/nest.js'));
  const started = new Date();
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, started.toISOString());
  // What was edited while the build ran is newer than this.
  utimesSync(stamp, started, started);
}
