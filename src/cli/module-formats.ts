import * as nodeModule from 'node:module';

const packageName = 'drizzle-orm';

/**
 * Spares Node what it does anew for every import of and within drizzle-orm: it parses the package's `exports`,
 * 170 kB, which for the hundred files we load takes longer than all else. Beside each other they are all
 * modules, and a specifier means the same to all files of ours. Node before 22.15 has no such hooks and takes
 * the time.
 */
export function tellModuleFormats(): void {
  const known = new Map<string, nodeModule.ResolveFnOutput>();
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      if (specifier.startsWith('.') && parentURL?.includes(`/node_modules/${packageName}/`))
        return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
      if (specifier !== packageName && !specifier.startsWith(`${packageName}/`))
        return next(specifier, context);
      const found = known.get(specifier) ?? next(specifier, context);
      known.set(specifier, found);
      return { ...found, shortCircuit: true };
    },
  });
}
