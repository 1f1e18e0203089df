import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type Finding,
  readAnchor,
  readKey,
  signAnchor,
  TakeAnchor,
  type Verified,
  VerifyChain,
} from '../audit';
import { readConfig } from '../platform/config';
import { Problem } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { print } from './output';
import { readWhole } from './read-whole';
import { withApplication } from './with-application';

/** So many ids the database may skip after a crash; more at the end of the trail is worth a question. */
const IDS_LOST_IN_A_CRASH = 32;

interface VerifyOptions {
  readonly anchor?: readonly string[];
  readonly publicKey?: string;
}

interface AnchorOptions {
  readonly key: string;
  readonly output?: string;
}

/** `audit verify [--anchor FILE… --public-key FILE]`, `audit anchor --key FILE [-o FILE]`. */
export function addAuditCommands(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  const audit = program.command('audit').description(text('audit.about'));
  audit
    .command('verify')
    .description(text('audit.verify'))
    .option('--anchor <files...>', text('audit.option.anchor'))
    .option('--public-key <file>', text('audit.option.public_key'))
    .action(verify);
  audit
    .command('anchor')
    .description(text('audit.anchor'))
    .requiredOption('--key <file>', text('audit.option.key'))
    .option('-o, --output <file>', text('audit.option.output'))
    .action(anchor);
}

async function verify({ anchor: files = [], publicKey }: VerifyOptions): Promise<void> {
  const kept = await readAnchors(files, publicKey);
  await withApplication(async (app, { config: { language } }) => {
    const verified = await app.get(VerifyChain).execute(kept);
    if (verified.idsPast > IDS_LOST_IN_A_CRASH)
      process.stderr.write(
        `${translate(language, 'audit', 'verified.ids_past', { count: verified.idsPast })}\n`,
      );
    if (verified.finding === null) {
      const { sealed, unsealed } = verified;
      const lines = [translate(language, 'audit', 'verified', { sealed, unsealed, anchors: kept.length })];
      if (kept.length === 0) lines.push(translate(language, 'audit', 'verified.without_anchor'));
      await print(`${lines.join('\n')}\n`);
      return;
    }
    process.stderr.write(`${tellFinding(language, verified, verified.finding)}\n`);
    process.exitCode = 1;
  });
}

/** Anchors whose signature is not right are refused before anything is verified against them. */
async function readAnchors(files: readonly string[], publicKey: string | undefined) {
  if (files.length === 0) return [];
  if (publicKey === undefined) throw new Problem('invalid', 'audit.key_needed');
  const key = readKey('public', await readWhole(publicKey), publicKey);
  return Promise.all(files.map(async (file) => readAnchor(await readWhole(file), key, file)));
}

function tellFinding(language: Language, { sealed }: Verified, finding: Finding): string {
  const { position, eventId, at, actor, action } = finding;
  const nothing = translate(language, 'audit', 'found.nothing');
  const shown = Object.entries({ position, eventId, at, actor, action }).map(([name, value]) => [
    name,
    value ?? nothing,
  ]);
  return [
    translate(language, 'audit', 'found', { sealed }),
    translate(language, 'audit', 'found.record', Object.fromEntries(shown) as Record<string, string>),
    translate(language, 'audit', `finding.${finding.what}`),
  ].join('\n');
}

async function anchor({ key: keyFile, output }: AnchorOptions): Promise<void> {
  const key = readKey('private', await readWhole(keyFile), keyFile);
  await withApplication(async (app, { config: { language } }) => {
    const taken = await app.get(TakeAnchor).execute();
    if (taken === null) throw new Problem('invalid', 'audit.empty');
    const json = `${JSON.stringify(signAnchor(taken, key), null, 2)}\n`;
    if (output === '-') {
      await print(json);
      return;
    }
    const { day, position } = taken;
    const file = output ?? `audit-anchor-${day}-${position}.json`;
    // An anchor that is kept already is never written over.
    await writeFile(file, json, { flag: 'wx' });
    await print(`${translate(language, 'audit', 'anchored', { position, file })}\n`);
  });
}
