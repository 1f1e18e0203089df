import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { KeepPeople, type NewAccountView } from '../access';
import { OPERATOR } from '../audit';
import type { Role } from '../domain/access';
import { readConfig } from '../platform/config';
import { Transactions } from '../platform/database';
import { Problem } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { print } from './output';
import { withApplication } from './with-application';

/** One of each role, and two where something takes two; departments are those of the catalog that comes with us. */
const PEOPLE: readonly (readonly [login: string, role: Role, department?: string])[] = [
  ['demo-official', 'official', 'gov-qingyang'],
  ['demo-official-xifeng', 'official', 'gov-xifeng'],
  ['demo-reviewer', 'reviewer', 'gov-qingyang'],
  ['demo-supervisor', 'supervisor'],
  ['demo-supervisor-2', 'supervisor'],
  ['demo-leader', 'leader'],
  ['demo-auditor', 'auditor'],
];

/** `demo`: people to try the product with. Never done by itself: it opens accounts. */
export function addDemoCommand(program: Command): void {
  const { language } = readConfig();
  program
    .command('demo')
    .description(translate(language, 'command', 'demo.about'))
    .action(demo);
}

async function demo(): Promise<void> {
  await withApplication(async (app, { config: { language } }) => {
    for (const [login, role, department] of PEOPLE) {
      const made = await add(app, language, { login, role, department });
      const code = made === null ? 'demo.there' : 'demo.made';
      const shown = { login, role, password: made?.oneTimePassword ?? '' };
      await print(`${translate(language, 'command', code, shown)}\n`);
    }
    await print(`${translate(language, 'command', 'demo.replace')}\n`);
  });
}

/** Null where the login is taken: nobody's password is set anew behind their back. */
async function add(
  app: INestApplicationContext,
  language: Language,
  { login, role, department }: { login: string; role: Role; department: string | undefined },
): Promise<NewAccountView | null> {
  const name = translate(language, 'command', `demo.name.${login}`);
  const held = department === undefined ? { role } : { role, department };
  try {
    return await app
      .get(Transactions)
      .write((tx) => app.get(KeepPeople).add(tx, OPERATOR, { name, login, roles: [held] }));
  } catch (error) {
    if (error instanceof Problem && error.code === 'account.taken') return null;
    throw error;
  }
}
