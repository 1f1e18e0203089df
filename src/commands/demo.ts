import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { KeepPeople, type NewAccountView } from '../access';
import { OPERATOR } from '../audit';
import { CatalogRepository } from '../catalog';
import type { Role } from '../domain/access';
import { readConfig } from '../platform/config';
import { Transactions } from '../platform/database';
import { type Language, translate } from '../platform/messages';
import { print } from './output';
import { withApplication } from './with-application';

/** One of each role, and two where something takes two; in which of the first departments of the catalog. */
const PEOPLE: readonly (readonly [login: string, role: Role, department?: 'top' | 'below'])[] = [
  ['demo-official', 'official', 'top'],
  ['demo-official-below', 'official', 'below'],
  ['demo-reviewer', 'reviewer', 'top'],
  ['demo-supervisor', 'supervisor'],
  ['demo-supervisor-2', 'supervisor'],
  ['demo-leader', 'leader'],
  ['demo-auditor', 'auditor'],
];

interface Opened {
  readonly login: string;
  readonly role: Role;
  /** Null where the login was taken. */
  readonly made: NewAccountView | null;
}

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
    const opened = await openAll(app, language);
    if (opened === null) {
      process.stderr.write(`${translate(language, 'command', 'demo.no_catalog')}\n`);
      process.exitCode = 1;
      return;
    }
    const lines = opened.map(({ login, role, made }) =>
      translate(language, 'command', made === null ? 'demo.there' : 'demo.made', {
        login,
        role,
        password: made?.oneTimePassword ?? '',
      }),
    );
    if (opened.some(({ made }) => made !== null)) lines.push(translate(language, 'command', 'demo.replace'));
    await print(`${lines.join('\n')}\n`);
  });
}

/** All accounts or none; null where there is no department they could be of. */
function openAll(app: INestApplicationContext, language: Language): Promise<readonly Opened[] | null> {
  return app.get(Transactions).write(async (tx) => {
    const departments = await app.get(CatalogRepository).firstDepartments(tx);
    if (departments === null) return null;
    const opened: Opened[] = [];
    for (const [login, role, where] of PEOPLE) {
      const name = translate(language, 'command', `demo.name.${login}`);
      const held = where === undefined ? { role } : { role, department: departments[where] };
      const made = await app.get(KeepPeople).addUnlessThere(tx, OPERATOR, { name, login, roles: [held] });
      opened.push({ login, role, made });
    }
    return opened;
  });
}
