#!/usr/bin/env node
// Must load on any Node with dynamic import: an old one should hear a sentence, not a stack. In JavaScript, so
// that Node loads its TypeScript compiler for nothing that stands compiled in its cache.
const least = /** @type {const} */ ([22, 12]);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < least[0] || (major === least[0] && minor < least[1])) {
  const [needed, found] = [least.join('.'), process.version];
  process.stderr.write(
    `Rapport needs Node ${needed} or later; this is ${found}. · Rapport 需要 Node ${needed} 或更高版本，当前为 ${found}。\n`,
  );
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { keepLittle } = await import('./own-memory.ts');
  keepLittle();
  const { tellModuleFormats } = await import('./module-formats.ts');
  tellModuleFormats();
  await import('./main.ts');
}

export {};
