import * as nodeModule from 'node:module';

/** Beside each other all their files are modules, and each name means the same to all files of ours. */
const packages = ['drizzle-orm', 'zod'];
const allLanguages = /^\.\.\/locales\/index\.js$/;
const root = new URL('../../', import.meta.url).href;
const folder = 'node_modules/';
const formats: Readonly<Record<string, string>> = { ts: 'module-typescript', js: 'module', json: 'json' };

/**
 * Spares Node what it does anew for every import of ours and within two packages of a hundred files each: it
 * looks a file up that is there, and parses the `exports` of a package, 170 kB in drizzle-orm. Of zod's fifty
 * languages only the one is loaded that it speaks. Node before 22.15 has no such hooks and takes the time.
 */
export function tellModuleFormats(): void {
  const known = new Map<string, nodeModule.ResolveFnOutput>();
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      const { parentURL = '' } = context;
      const inner = parentURL.lastIndexOf(folder);
      const owner = inner < 0 ? '' : parentURL.slice(inner + folder.length);
      const isOurs = inner < root.length && parentURL.startsWith(root);
      if (!isOurs && !packages.some((name) => owner.startsWith(`${name}/`))) return next(specifier, context);
      if (specifier.startsWith('.')) {
        const url = new URL(specifier.replace(allLanguages, '../locales/en.js'), parentURL).href;
        return { url, format: formats[url.slice(url.lastIndexOf('.') + 1)]!, shortCircuit: true };
      }
      if (specifier.startsWith('node:')) return next(specifier, context);
      const found = known.get(specifier) ?? next(specifier, context);
      known.set(specifier, found);
      return { ...found, shortCircuit: true };
    },
  });
}
