import type { Command } from 'commander';
import { type CatalogDocument, readCatalogFile } from '../catalog';
import { tellCatalogProblems, tellLeftOut } from '../command-texts';
import { LoadCatalog } from '../load-catalog';
import { readConfig } from '../platform/config';
import { translate } from '../platform/messages';
import { RecomputeConcerned } from '../progress';
import { print } from './output';
import { readWhole } from './read-whole';
import { withApplication } from './with-application';

/** `catalog check FILE`, `catalog load FILE [--reason TEXT]`. */
export function addCatalogCommands(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  const catalog = program.command('catalog').description(text('catalog.about'));
  catalog
    .command('check <file>')
    .description(text('catalog.check'))
    .action(async (file: string) => {
      await read(file);
    });
  catalog
    .command('load <file>')
    .description(text('catalog.load'))
    .option('--reason <text>', text('catalog.reason'))
    .action(async (file: string, { reason }: { reason?: string }) => {
      const found = await read(file);
      if (found !== null) await load(found.document, found.text, reason ?? null);
    });
}

/** The document of a file; null, with the problems told, when it has any. */
async function read(file: string): Promise<{ document: CatalogDocument; text: string } | null> {
  const { language } = readConfig();
  const text = await readWhole(file);
  const result = readCatalogFile(text);
  if (!result.ok) {
    process.stderr.write(`${tellCatalogProblems(language, file, result.problems)}\n`);
    process.exitCode = 1;
    return null;
  }
  const { goals, programmes, indicators, actuals } = result.document;
  const counts = {
    goals: goals.length,
    programmes: programmes.length,
    indicators: indicators.length,
    actuals: actuals.length,
  };
  await print(`${translate(language, 'command', 'catalog.sound', { file, ...counts })}\n`);
  return { document: result.document, text };
}

async function load(document: CatalogDocument, text: string, reason: string | null): Promise<void> {
  await withApplication(async (app, { config: { language } }) => {
    const { changes, leftOut } = await app.get(LoadCatalog).execute(document, text, reason);
    // A running application acts on it by itself within a minute; without one it is done here.
    await app.get(RecomputeConcerned).drain();
    const changed = Object.entries(changes).filter(([, { added, updated }]) => added + updated > 0);
    const lines = changed.map(
      ([noun, counts]) =>
        `  ${translate(language, 'command', `noun.${noun}`)}: ${translate(language, 'command', 'catalog.counts', { ...counts })}`,
    );
    const head = lines.length === 0 ? 'catalog.unchanged' : 'catalog.loaded';
    const left = tellLeftOut(language, leftOut) ?? [];
    const told = [translate(language, 'command', head, { catalog: document.catalog }), ...lines].concat(left);
    await print(`${told.join('\n')}\n`);
  });
}
