import type { Command } from 'commander';
import { ResetAccess } from '../access';
import { OPERATOR } from '../audit';
import { readConfig } from '../platform/config';
import { Transactions } from '../platform/database';
import { translate } from '../platform/messages';
import { print } from './output';
import { withApplication } from './with-application';

/** `account reset LOGIN`: for whoever works at the machine itself, where no administrator can come in. */
export function addAccountCommand(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  const account = program.command('account').description(text('account.about'));
  account.command('reset <login>').description(text('account.reset')).action(reset);
}

async function reset(login: string): Promise<void> {
  await withApplication(async (app, { config: { language } }) => {
    const made = await app
      .get(Transactions)
      .write((tx) => app.get(ResetAccess).execute(tx, OPERATOR, login.toLowerCase()));
    const shown = { login: made.login, password: made.oneTimePassword };
    await print(`${translate(language, 'command', 'account.was_reset', shown)}\n`);
  });
}
