import { type App, type AppConfig, createApp } from '../../src/wire.ts';
import { type CompanySize, companyName } from '../company/identity.ts';
// By themselves, without the simulator: most starts find the company there.
import { companyDetails, loadWorkBench, openCompany } from '../company/load.ts';
import { readWorkBench, type WorkBenchImport } from '../company/workbench.ts';
import type { Phrase, Stage } from './stage.ts';

const words = {
  company: { en: 'Filling it with the sample company', zh: '正在写入示例公司' },
  workBench: { en: "Importing WorkBench's customers", zh: '正在导入 WorkBench 的客户' },
} as const satisfies Record<string, Phrase>;

/** The sample company, opened, and what came in with WorkBench. */
export interface Filled {
  app: App;
  imported: WorkBenchImport;
}

/**
 * Opens the demonstration's database and fills it where it is not yet.
 *
 * @throws RapportError or DatabaseError with the next step
 */
export async function openFilled(
  config: AppConfig,
  size: CompanySize,
  signal: AbortSignal,
  { language, progress }: Stage,
): Promise<Filled> {
  const until = config.clock?.() ?? new Date();
  // Read while the engine still starts.
  const imported = await readWorkBench(until);
  const app = await createApp({
    ...config,
    workspace: companyName,
    workspaceDetails: companyDetails({ size, until }),
  });
  try {
    let written = 0;
    const company = await openCompany(app, {
      size,
      signal,
      progress: (done, total) => {
        written = done;
        progress(words.company[language], done / total);
      },
    });
    if (written > 0) progress(words.workBench[language]);
    await loadWorkBench(company, imported);
    progress();
    return { app: company, imported };
  } catch (error) {
    progress();
    await app.close();
    throw error;
  }
}
