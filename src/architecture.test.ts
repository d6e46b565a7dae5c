import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

// The house rules, held against the source text. Every finding names file and line and says what to do.

const root = join(import.meta.dirname, '..');
const files = filesUnder('');
const sources = files.filter((path) => path.endsWith('.ts'));
const isTest = (path: string): boolean => /\.test\.ts$|(^|\/)testing(\.ts|\/)/.test(path);
const business = sources.filter((path) => !isTest(path));
const generated = /^db\/migrations\/|\.snap$|^package-lock\.json$|^evals\/(data|results|bench\/results)\//;

interface Import {
  file: string;
  line: number;
  /** A path from the root for our own files, the specifier for a package. */
  target: string;
  kind: 'value' | 'type' | 'lazy';
}

interface Rule {
  name: string;
  room: RegExp;
  /** Our own files it may import, besides those of the same room. */
  may?: RegExp;
  mayAsTypes?: RegExp;
  mayLazily?: RegExp;
  packages: RegExp;
  advice: string;
}

const floor =
  'src/(crm|search|files|knowledge|insight|language|privacy|research|quality|service|outreach|people|trust)';
const anyPackage = /./;
const noSdk = /^(?!@modelcontextprotocol\/|@ai-sdk\/|ai$|ai\/)/;

const rules: Rule[] = [
  {
    name: 'db/ imports nothing of ours',
    room: /^db$/,
    packages: /^(drizzle-orm|postgres|pgvector|@electric-sql|node:)/,
    advice: 'db/ imports drizzle, postgres and PGlite only; let the caller pass in what else it needs',
  },
  {
    name: 'a ground-floor room imports db/, src/models.ts and its neighbours by their index.ts, no SDK',
    room: new RegExp(`^${floor}$`),
    may: new RegExp(`^(db/.*|src/models\\.ts|${floor}/index\\.ts)$`),
    packages: noSdk,
    advice: 'enter a neighbour by its index.ts; take a TextModel or Embedder instead of an SDK',
  },
  {
    name: 'tools/kernel imports zod, src/trust and ground-floor types',
    room: /^tools\/kernel$/,
    may: /^src\/trust\//,
    mayAsTypes: new RegExp(`^(${floor}/|src/models\\.ts)`),
    packages: /^(zod$|node:)/,
    advice: 'services arrive in the context: `import type` from the ground floor, nothing from db/ or an SDK',
  },
  {
    name: 'tools/index.ts lists the tools and does nothing else',
    room: /^tools\/index\.ts$/,
    may: /^tools\//,
    packages: /^$/,
    advice: 'put the work into tools/kernel',
  },
  {
    name: 'a tool imports tools/kernel, zod and ground-floor types',
    room: /^tools\/(?!index\.ts$)[^/]+\.ts$/,
    may: /^tools\/kernel\//,
    mayAsTypes: new RegExp(`^${floor}/`),
    packages: /^zod$/,
    advice: 'services arrive in the context: `import type` from the ground floor, and never another tool',
  },
  {
    name: 'src/mcp imports tools/, the ground floor and the MCP SDK',
    room: /^src\/mcp$/,
    may: new RegExp(`^(tools/|${floor}/|src/(models|log)\\.ts)`),
    packages: /^(?!@ai-sdk\/|ai$|ai\/)/,
    advice: 'src/wire.ts hands it the rest',
  },
  {
    name: 'src/agent imports tools/, the ground floor and the AI SDK',
    room: /^src\/agent$/,
    may: new RegExp(`^(tools/|${floor}/|src/(models|log)\\.ts)`),
    packages: /^(?!@modelcontextprotocol\/)/,
    advice: 'src/wire.ts hands it the rest',
  },
  {
    name: 'src/chat imports src/agent/index.ts, tools/ and the ground floor',
    room: /^src\/chat$/,
    may: new RegExp(`^(tools/|src/agent/index\\.ts|${floor}/)`),
    packages: noSdk,
    advice: 'src/cli hands it the rest',
  },
  {
    name: 'src/telemetry imports OpenTelemetry, and of ours the kernel as types',
    room: /^src\/telemetry$/,
    mayAsTypes: /^tools\/kernel\//,
    packages: /^(@opentelemetry\/|node:)/,
    advice: 'it watches through the hooks of the kernel; src/cli hands it the rest',
  },
  {
    name: 'src/models.ts, src/config.ts and src/log.ts import nothing of ours',
    room: /^src\/(models|config|log)\.ts$/,
    packages: anyPackage,
    advice: 'everyone reads them, so they read nobody',
  },
  {
    name: 'src/wire.ts puts together everything below the command line',
    room: /^src\/wire\.ts$/,
    may: /^(db|tools|src)\/(?!cli\/)/,
    packages: anyPackage,
    advice: 'the command line calls the composition root, not the other way round',
  },
  {
    name: 'src/cli imports everything, and evals/ lazily',
    room: /^src\/cli$/,
    may: /^(db|tools|src)\//,
    mayLazily: /^evals\//,
    packages: anyPackage,
    advice: "load evals with `await import('…')`, so that serving never pays for them",
  },
  {
    name: 'evals/ imports src/wire.ts, src/agent, src/chat, src/mcp, tools/ and the ground floor',
    room: /^evals$/,
    may: new RegExp(`^(src/(wire|models)\\.ts|src/(agent|chat|mcp)/|tools/|${floor}/)`),
    packages: anyPackage,
    advice: 'judge through the front doors: src/wire.ts offers the database as a snapshot()',
  },
];

describe('who may import whom', () => {
  const imports = business.flatMap(importsOf);

  for (const rule of rules) {
    test(rule.name, () => {
      const refused = imports.filter(
        (wanted) => rule.room.test(roomOf(wanted.file)) && !isAllowed(rule, wanted),
      );
      expect(
        refused.map(({ file, line, target }) => `${file}:${line} imports ${target}: ${rule.advice}`),
      ).toEqual([]);
    });
  }

  test('every file lives in a room of the house', () => {
    const homeless = business.filter(
      (path) => path.includes('/') && !rules.some(({ room }) => room.test(roomOf(path))),
    );
    expect(
      homeless.map(
        (path) => `${path}: move it into a room, or give its room a rule here and a line in AGENTS.md`,
      ),
    ).toEqual([]);
  });

  test('what answers a client that connects loads no database', () => {
    const heavy =
      /^(drizzle-orm|postgres|pgvector|ai|@ai-sdk|@electric-sql|@opentelemetry)(\/|$)|^db\/(index|errors)\.ts$/;
    const reached = new Map<string, string>();
    const visit = (file: string, way: string): void => {
      if (reached.has(file)) return;
      reached.set(file, way);
      for (const { target, line, kind } of sources.includes(file) ? importsOf(file) : [])
        if (kind === 'value') visit(target, `${way} > ${file}:${line}`);
    };
    for (const entry of ['src/cli/main.ts', 'src/cli/serve.ts', 'db/begin.ts']) visit(entry, '');
    const found = [...reached].filter(([target]) => heavy.test(target));
    expect(
      found.map(
        ([target, way]) => `${way} imports ${target}: load it lazily, or import the light file itself`,
      ),
    ).toEqual([]);
  });

  test('ground-floor rooms form no circle', () => {
    const isFloor = new RegExp(`^${floor}$`);
    const neighbours = new Map<string, Map<string, string>>();
    for (const { file, line, target } of imports) {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to || !isFloor.test(from) || !isFloor.test(to)) continue;
      neighbours.set(from, (neighbours.get(from) ?? new Map()).set(to, `${file}:${line} imports ${target}`));
    }
    expect(circleIn(neighbours)).toEqual([]);
  });
});

describe('what the text may say', () => {
  test('only src/config.ts reads the environment', () => {
    const others = business.filter((path) => path !== 'src/config.ts' && !/^(evals|\.ci)\//.test(path));
    expect(found(others, /\bprocess\.env\b/, 'take the value from src/config.ts as a parameter')).toEqual([]);
  });

  test('only src/cli writes to standard output', () => {
    const others = business.filter((path) => !/^src\/cli\/|\/test-[^/]*$/.test(path));
    const advice =
      'standard output belongs to results and to JSON-RPC: return the value, or log to stderr with src/log.ts';
    expect(found(others, /\bprocess\.stdout\b|\bconsole\.\w+\(/, advice)).toEqual([]);
  });

  test('no `any`', () => {
    expect(
      found(
        sources,
        /:\s*any\b(?!\s*[:'"(|])|[<]any\b|\bas any\b|\bany\[\]/,
        'name the type, or take `unknown` and narrow it',
      ),
    ).toEqual([]);
  });

  test('no test is switched off or runs alone', () => {
    const advice = 'mend the test or remove it; where an engine lacks something use skipIf and say why';
    expect(found(sources, /\b(test|it|describe|suite)\b(\.\w+)*\.(only|skip|todo)\b/, advice)).toEqual([]);
  });

  test('no file is longer than 400 lines', () => {
    const long = sources.filter((path) => !generated.test(path) && linesOf(path).length > 401);
    expect(long.map((path) => `${path}:${linesOf(path).length - 1} lines: split it by meaning`)).toEqual([]);
  });

  test('no path of a machine, no host of a package registry', () => {
    const places = [/(?<![\w.~-])\/(home|Users|root|work)\/\w/, /[A-Z]:\\Users\\/];
    const registries = [
      /registry\.(npmjs|yarnpkg|npmmirror)\b/,
      /\b(deb|security|snapshot)\.debian\.org\b/,
      /"resolved": "http/,
    ];
    const texts = files.filter((path) =>
      /\.(ts|mjs|json|md|ya?ml|sh|toml|sql)$|^\.ci\/|^\.npmrc$/.test(path),
    );
    const plain = texts.filter(
      (path) => !/^evals\/(data|results)\//.test(path) && path !== 'src/architecture.test.ts',
    );
    const advice = 'say it relative to the checkout, and leave hosts to the machine’s own configuration';
    expect([...places, ...registries].flatMap((pattern) => found(plain, pattern, advice, read))).toEqual([]);
  });
});

describe('tools', () => {
  const tools = business.filter((path) => /^tools\/[^/]+\.ts$/.test(path) && path !== 'tools/index.ts');

  test('file, tool and test carry one name', () => {
    const strangers = tools.filter((path) => nameOf(path) !== toolNameFor(path));
    expect(
      strangers.map(
        (path) => `${path} defines ${nameOf(path)}: the tool must be called ${toolNameFor(path)}`,
      ),
    ).toEqual([]);
  });

  test('every tool has its test', () => {
    const untested = tools.filter((path) => !existsSync(join(root, testFor(path))));
    expect(untested.map((path) => `${path}: write ${testFor(path)}`)).toEqual([]);
  });

  test('every tool stands in the registry', () => {
    const registry = files.includes('tools/index.ts')
      ? importsOf('tools/index.ts').map(({ target }) => target)
      : [];
    expect(
      tools.filter((path) => !registry.includes(path)).map((path) => `${path}: add it to tools/index.ts`),
    ).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  const outside = /^(node_modules|dist|coverage|\.git|\.rapport)$/;
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !outside.test(name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(posix.join(folder, entry.name)) : [posix.join(folder, entry.name)],
    );
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function linesOf(path: string): string[] {
  return read(path).split('\n');
}

/** The text with comments and strings blanked, line for line. */
function codeOf(path: string): string {
  const silent = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return read(path).replace(silent, (text) => text.replace(/[^\n]/g, ' '));
}

function found(paths: readonly string[], pattern: RegExp, advice: string, textOf = codeOf): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => {
        const hit = pattern.exec(line);
        return hit === null ? [] : [`${path}:${index + 1} says "${hit[0].trim()}": ${advice}`];
      }),
  );
}

function importsOf(file: string): Import[] {
  const text = read(file);
  const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm;
  const call = /\bimport\(\s*'([^']+)'\s*\)/g;
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const targetOf = (specifier: string): string =>
    specifier.startsWith('.') ? posix.normalize(posix.join(dirname(file), specifier)) : specifier;
  return [
    ...[...text.matchAll(statement)].map((match): Import => {
      const line = lineAt(match.index + match[0].length);
      return { file, line, target: targetOf(match[2]!), kind: match[1] === undefined ? 'value' : 'type' };
    }),
    ...[...text.matchAll(call)].map((match): Import => {
      return { file, line: lineAt(match.index), target: targetOf(match[1]!), kind: 'lazy' };
    }),
  ];
}

/** The room a file of ours stands in: a folder of src/, db, evals, tools/kernel; each file of tools/ and src/ is its own. */
function roomOf(path: string): string {
  const [house = '', room = '', ...inside] = path.split('/');
  if (house === 'db' || house === 'evals') return house;
  return inside.length === 0 ? path : `${house}/${room}`;
}

function isAllowed(rule: Rule, { file, target, kind }: Import): boolean {
  if (!/^(db|src|tools|evals)\//.test(target))
    return target.endsWith('package.json') || rule.packages.test(target);
  if (roomOf(file) === roomOf(target) || rule.may?.test(target)) return true;
  if (kind === 'type') return rule.mayAsTypes?.test(target) ?? false;
  return kind === 'lazy' && (rule.mayLazily?.test(target) ?? false);
}

function circleIn(neighbours: Map<string, Map<string, string>>): string[] {
  const visit = (room: string, way: readonly string[], lines: readonly string[]): string[] => {
    const start = way.indexOf(room);
    if (start >= 0)
      return lines
        .slice(start)
        .map((line) => `${line}: turn one of these imports round, or pass a function in`);
    for (const [next, line] of neighbours.get(room) ?? []) {
      const circle = visit(next, [...way, room], [...lines, line]);
      if (circle.length > 0) return circle;
    }
    return [];
  };
  for (const room of neighbours.keys()) {
    const circle = visit(room, [], []);
    if (circle.length > 0) return circle;
  }
  return [];
}

function nameOf(path: string): string | undefined {
  return /\bname: '([^']*)'/.exec(read(path))?.[1];
}

function toolNameFor(path: string): string {
  return posix.basename(path, '.ts').replaceAll('-', '_');
}

function testFor(path: string): string {
  return path.replace(/\.ts$/, '.test.ts');
}
