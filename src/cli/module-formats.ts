import * as nodeModule from 'node:module';

/**
 * Spares Node what it does anew for every file of drizzle-orm: it parses the package's `exports`, 170 kB, to
 * learn the format of a file beside the one that imports it (700 ms for the hundred files we load). They are
 * all modules. Node before 22.15 has no such hooks and takes the time.
 */
export function tellModuleFormats(): void {
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      if (!specifier.startsWith('.') || !parentURL?.includes('/node_modules/drizzle-orm/'))
        return next(specifier, context);
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    },
  });
}
