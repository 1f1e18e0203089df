import type { Command } from 'commander';
import { type BadContent, VerifyEvidence } from '../evidence';
import { readConfig } from '../platform/config';
import { type Language, translate } from '../platform/messages';
import { print } from './output';
import { withApplication } from './with-application';

/** So many are named; a store that is gone altogether would name every file there is. */
const MOST_NAMED = 20;

/** `evidence verify`: whether every file of the record is in the store as it was handed in. */
export function addEvidenceCommand(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  const evidence = program.command('evidence').description(text('evidence.about'));
  evidence.command('verify').description(text('evidence.verify')).action(verify);
}

async function verify(): Promise<void> {
  await withApplication(async (app, { config: { language } }) => {
    let bad = 0;
    const checked = await app.get(VerifyEvidence).execute((found) => {
      bad += 1;
      if (bad <= MOST_NAMED) process.stdout.write(`${told(language, found)}\n`);
    });
    if (bad > 0) process.exitCode = 1;
    const code = bad === 0 ? 'evidence.sound' : 'evidence.unsound';
    await print(`${translate(language, 'command', code, { checked, bad })}\n`);
  });
}

function told(language: Language, { content, because }: BadContent): string {
  const { id, name, storedAs } = content;
  return translate(language, 'command', `evidence.${because}`, { id, name, storedAs });
}
